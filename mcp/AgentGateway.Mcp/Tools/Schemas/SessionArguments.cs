namespace AgentGateway.Mcp.Tools.Schemas;

/// <summary>Arguments that mean the same wherever a terminal session is spoken of.</summary>
internal static class SessionArguments
{
    public static readonly ToolArgument Session = ToolArgument.Text(
        "session_id", "Id (ses_…) or name of the session, as session_create or session_list gave it.").Required();

    public static readonly ToolArgument Name = ToolArgument.Text(
        "name", "A name of your choice to address it by, unique among the sessions; without one only the id addresses it.");
}
