using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AgentGateway.Domain;

namespace AgentGateway.Cli;

/// <summary>
/// The verbs that stand for tools, in what the command line says: a refusal's hint names tools, because most callers
/// are MCP clients, and a person types verbs.
/// </summary>
internal static partial class VerbWords
{
    /// <summary>
    /// Tools whose verb is not their name with blanks; null: a tool without a verb, whose name is left.
    /// </summary>
    private static readonly FrozenDictionary<string, string> Otherwise = new Dictionary<string, string>
    {
        ["agent_list"] = "agents",
        ["approval_list"] = "approvals",
        ["approval_get"] = "approvals show",
        ["approval_resolve"] = "approve",
        ["question_list"] = "questions",
        ["question_answer"] = "answer",
        ["thread_create"] = "thread new",
        ["thread_update"] = "thread rename, archive or pin",
        ["mcp_server_list"] = "mcp-servers",
        ["egress_list"] = "egress",
    }.ToFrozenDictionary();

    private static readonly HashSet<string> Groups = ["thread", "session", "task", "workspace", "artifact"];

    /// <summary>The same refusal for a person at the command line.</summary>
    public static Rejection ForPerson(Rejection rejection) => rejection with
    {
        Message = ForPerson(rejection.Message),
        Hint = rejection.Hint is { } hint ? ForPerson(hint) : null,
    };

    public static string ForPerson(string text) => ToolNames().Replace(
        text, found => Verb(found.Value) is { } verb ? $"`agw {verb}`" : found.Value);

    /// <summary>The words behind <c>agw</c> that do what the tool does; null where no verb does.</summary>
    public static string? Verb(string tool)
    {
        if (Otherwise.TryGetValue(tool, out var verb)) return verb;
        var end = tool.IndexOf('_');
        return end > 0 && Groups.Contains(tool[..end]) ? $"{tool[..end]} {tool[(end + 1)..]}" : null;
    }

    /// <summary>Names of tools in prose: not within a longer word, a path or quotes.</summary>
    [GeneratedRegex(
        @"(?<![\w/:.\""`-])(?:agent|approval|question|thread|session|task|workspace|artifact|mcp_server|egress)_"
            + @"(?:list|get|read|send|wait|create|update|delete|remove|answer|resolve|handoff|return|cancel|fork|search|"
            + @"delegate|participant|stop|restart|screen|output|run|resize|explain|enqueue|queue|"
            + @"dequeue|clone|snapshot|retry|diff)(?![\w/])")]
    private static partial Regex ToolNames();
}
