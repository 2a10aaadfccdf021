"""How the figures look, and how numbers are said, in all notebooks alike."""

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import Markdown, display
from matplotlib.ticker import FuncFormatter

# Okabe & Ito's colours: told apart by colour-blind readers.
BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, RED, PINK = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7")
GREY = "#8C8C8C"

plt.rcParams.update({
    "figure.figsize": (7.6, 3.9), "figure.dpi": 80, "savefig.dpi": 80, "figure.constrained_layout.use": True,
    "font.size": 10, "axes.titlesize": 11, "axes.titleweight": "bold", "axes.titlelocation": "left",
    "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True,
    "grid.color": "#E6E6E6", "axes.axisbelow": True, "legend.frameon": False, "lines.linewidth": 1.8,
})

pd.options.display.float_format = lambda x: f"{x:,.0f}" if abs(x) >= 1000 else f"{x:.4g}"
pd.options.display.max_colwidth = 90
pd.options.display.width = 160

SHARE = FuncFormatter(lambda x, _: f"{100 * x:.0f} %")
MILLION = FuncFormatter(lambda x, _: f"{x / 1e6:g}")


def say(text):
    """Shows text as Markdown: sentences whose numbers are computed."""
    display(Markdown(text))


def pct(x, digits=0):
    """A share as per cent."""
    return f"{100 * x:.{digits}f} %"


def million(x, digits=2):
    """Money in millions."""
    return f"{x / 1e6:.{digits}f} million"


def words(metric):
    """A metric's key as words."""
    return metric.replace("_", " ")
