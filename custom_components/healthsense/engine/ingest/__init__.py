"""Formats: bytes from outside in, validated readings and named rejections out."""
