"""Our two themes: Textual's own parts in colours that people with weak eyes can read.

Every pair of text and ground that the style sheets use has a contrast of 4.5 or more (WCAG 2.2,
1.4.3); a test computes it. No state is told by colour alone: a sign or a word always stands beside
it.
"""

from textual.theme import Theme

DARK = Theme(
    name="labelmap-dark",
    primary="#7fb4f0",
    secondary="#9ad0c2",
    accent="#ffcb6b",
    warning="#ffb454",
    error="#ff8f8f",
    success="#8fd694",
    foreground="#e6e9ef",
    background="#12161c",
    surface="#1a2029",
    panel="#242c38",
    dark=True,
    variables={
        "block-cursor-background": "#7fb4f0",
        "block-cursor-foreground": "#0c1016",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#303b4a",
        "block-cursor-blurred-foreground": "#e6e9ef",
        "border": "#7fb4f0",
        "border-blurred": "#4a5768",
        "button-color-foreground": "#0c1016",
        "button-foreground": "#e6e9ef",
        "footer-background": "#242c38",
        "footer-key-foreground": "#ffcb6b",
        "footer-description-foreground": "#e6e9ef",
        "input-cursor-background": "#e6e9ef",
        "input-cursor-foreground": "#12161c",
        "input-selection-background": "#34567c",
        "scrollbar": "#6d7c90",
        "scrollbar-background": "#1a2029",
        "text-muted": "#a9b4c2",
        "text-disabled": "#8b96a5",
    },
)
"""Light signs on a dark ground; the one that stands at first."""

LIGHT = Theme(
    name="labelmap-light",
    primary="#0b5394",
    secondary="#0f5f52",
    accent="#7a4b00",
    warning="#8a4b00",
    error="#a61b1b",
    success="#1d6327",
    foreground="#1b1f24",
    background="#f7f8fa",
    surface="#ffffff",
    panel="#e6eaf0",
    dark=False,
    variables={
        "block-cursor-background": "#0b5394",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#cfd9e6",
        "block-cursor-blurred-foreground": "#1b1f24",
        "border": "#0b5394",
        "border-blurred": "#8a96a6",
        "button-color-foreground": "#ffffff",
        "button-foreground": "#1b1f24",
        "footer-background": "#e6eaf0",
        "footer-key-foreground": "#7a4b00",
        "footer-description-foreground": "#1b1f24",
        "input-cursor-background": "#1b1f24",
        "input-cursor-foreground": "#ffffff",
        "input-selection-background": "#bcd6f2",
        "scrollbar": "#76859a",
        "scrollbar-background": "#e6eaf0",
        "text-muted": "#4d5866",
        "text-disabled": "#5f6a78",
    },
)
"""Dark signs on a light ground."""
