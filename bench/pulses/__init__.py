"""Synthetic pulses and the gates of the signal core on them."""
