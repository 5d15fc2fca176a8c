"""The app's own end of the wire to the browser."""

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp


class ServedDriver(WebDriver):
    """Textual's driver for the browser, which ends the app when nobody is at the other end."""

    def run_input_thread(self) -> None:
        """Hear what is typed until the app ends, or the server does."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self.send_message(ExitApp())
