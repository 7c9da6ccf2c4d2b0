"""What the chats call the workspaces we hear from: a Slack team by its name, where Slack has told it."""

from sqlmodel import Session

from domain.accounts import display_name
from storage.tables import WorkspaceRow


def workspace_name(session: Session, platform: str, workspace: str) -> str:
    """What a workspace is called; empty when nobody has told us."""
    row = session.get(WorkspaceRow, (platform, workspace))
    return row.name if row else ""


def note_workspace(session: Session, platform: str, workspace: str, name: str) -> None:
    """Keep what a workspace is called. It has chosen that itself, as people choose theirs."""
    shown = display_name(name)
    row = session.get(WorkspaceRow, (platform, workspace))
    if row is None and shown:
        session.add(WorkspaceRow(platform=platform, workspace=workspace, name=shown))
    elif row is not None and shown and row.name != shown:
        row.name = shown
