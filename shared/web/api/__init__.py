"""The JSON API: what a program asks of a service, in the words of its pages and with its rules."""
