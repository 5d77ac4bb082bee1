"""The least that a program with two commands costs: Typer, and nothing behind it."""

import typer

app = typer.Typer(rich_markup_mode=None)


@app.command()
def one(path: str = ".") -> None:
    """Say a word."""
    typer.echo(path)


@app.command()
def two(path: str = ".") -> None:
    """Say another."""
    typer.echo(path)


if __name__ == "__main__":
    app()
