"""The demo household: a real Home Assistant, a live ESPHome node and two simulated people."""
