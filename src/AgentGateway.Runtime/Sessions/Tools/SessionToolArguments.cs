using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary>Arguments that mean the same wherever a terminal session is spoken of.</summary>
public static class SessionToolArguments
{
    public static readonly ToolArgument<string> Session = ToolArgument.Text(
        "session_id",
        "Id or name of the session.").Required();

    internal static readonly ToolArgument<string> OfAgent = ToolArgument.Text(
        "agent", "Only of this agent.");

    internal static readonly ToolArgument<string> OfThread = ToolArgument.Text(
        "thread_id", "Only of this thread.");

    internal static readonly ToolArgument<string> OfWorkspace = ToolArgument.Text(
        "workspace", "Only in this workspace.");

    /// <summary>Its values are not listed, because a list of tools has to be short; a refusal names them.</summary>
    internal static readonly ToolArgument<string> OfState = ToolArgument.Text(
        "state", "Such as failed; ended: any that ended.");

    /// <summary>As <see cref="OfState"/>.</summary>
    internal static readonly ToolArgument<string> OfStatus = ToolArgument.Text(
        "status", "Such as idle or question.");

    internal static readonly ToolArgument<string> Cursor = ToolArgument.Text(
        "cursor", "next_cursor of the page before.");

    /// <summary>The sessions that these arguments mean.</summary>
    internal static SessionFilter Filter(CallArguments arguments) => new(
        arguments.Text(OfAgent),
        arguments.Text(OfThread),
        arguments.Text(OfWorkspace),
        arguments.Text(OfState),
        arguments.Text(OfStatus));

    public static readonly ToolArgument<string> Name = ToolArgument.Text(
        "name",
        "A unique name.");
}
