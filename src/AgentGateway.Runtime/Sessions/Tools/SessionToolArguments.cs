using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary>Arguments that mean the same wherever a terminal session is spoken of.</summary>
public static class SessionToolArguments
{
    public static readonly ToolArgument<string> Session = ToolArgument.Text(
        "session_id",
        "Id or name of the session.").Required();

    public static readonly ToolArgument<string> Name = ToolArgument.Text(
        "name",
        "A unique name to address it by.");
}
