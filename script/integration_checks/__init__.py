"""Static checks of a Home Assistant custom integration: what hassfest checks of it, and what this house asks besides.

Each module has one ``check(integration)`` that yields what is wrong, one finding a line, as ``file: what``.
"""
