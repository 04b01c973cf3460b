"""The demo household: a real Home Assistant, a live ESPHome node and three simulated people."""
