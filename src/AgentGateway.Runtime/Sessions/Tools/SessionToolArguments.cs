using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary>Arguments that mean the same wherever a terminal session is spoken of.</summary>
public static class SessionToolArguments
{
    public static readonly ToolArgument<string> Session = ToolArgument.Text(
        "session_id", "Id (ses_…) or name of the session, as session_create or session_list gave it.").Required();

    public static readonly ToolArgument<string> Name = ToolArgument.Text(
        "name",
        "A name of your choice to address it by, unique among the sessions; without one only the id addresses it.");
}
