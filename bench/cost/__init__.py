"""What the signal core costs a chip: instructions counted one by one under an emulator, with its compiler named."""
