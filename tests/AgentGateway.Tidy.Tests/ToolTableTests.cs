using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

/// <summary>
/// One tool, one file, and a table that forgets none. What the tools look like to a client is asked of the running
/// program.
/// </summary>
public sealed partial class ToolTableTests
{
    private const string Project = "src/AgentGateway.Runtime/";

    /// <summary>Made for each tool of an outside server.</summary>
    private const string Outside = "OutsideTool";

    private static readonly string[] Promised =
    [
        "agent_list", "agent_register", "agent_inbox", "agent_reply",
        "thread_create", "thread_list", "thread_read", "thread_send", "thread_wait", "thread_cancel",
            "thread_participant",
        "thread_delegate", "thread_handoff", "thread_return", "thread_search", "thread_fork", "thread_update",
        "session_create", "session_list", "session_get", "session_screen", "session_output", "session_search",
            "session_send", "session_run",
        "session_wait", "session_resize", "session_stop", "session_restart", "session_remove", "session_explain",
            "session_enqueue", "session_queue",
        "workspace_create", "workspace_list", "workspace_diff", "workspace_remove",
        "mcp_server_list",
        "approval_list", "approval_get", "approval_resolve", "question_list", "question_answer", "permission_prompt",
        "task_create", "task_list", "task_get", "task_wait", "task_update", "task_cancel", "task_retry",
        "artifact_list", "artifact_read",
        "tool_search", "tool_call", "toolset_enable",
    ];

    /// <summary>What only agents have stands before that.</summary>
    private static readonly string[] OfAgents =
    [
        "message_agent", "handoff_thread", "read_file", "list_files", "ask_operator",
        "search_files", "write_file", "edit_file", "run_command", "fetch_url",
    ];

    [Fact]
    public void The_table_holds_the_promised_tools_in_their_order() =>
        Assert.Equal([.. OfAgents, .. Promised], Table().Select(NameOf));

    [Fact]
    public void No_tool_is_missing_in_the_table_or_in_its_module() => Findings.None(
        from tool in Tools()
        where !Table().Contains(tool.Name) || !Registered().Contains(tool.Name)
        select tool.Place,
        "A tool that nobody can call is not finished: add it to BuiltInTools and to the module of its capability.");

    [Fact]
    public void A_tool_stands_in_the_tools_of_its_capability_and_in_a_file_of_its_name() => Findings.None(
        from tool in Tools()
        where !tool.Path.EndsWith($"/Tools/{tool.Name}.cs", StringComparison.Ordinal)
        select tool.Place,
        "A tool is guessed before it is searched: Capability/Tools/NameTool.cs.");

    private static IEnumerable<(string Name, string Path, string Place)> Tools() =>
        from source in Repository.Production
        where source.Path.StartsWith(Project, StringComparison.Ordinal)
        from type in source.Nodes<ClassDeclarationSyntax>()
        let name = type.Identifier.Text
        where name != Outside && !type.Modifiers.Any(SyntaxKind.AbstractKeyword)
            && (type.BaseList?.Types.Any(parent => IsToolBase(parent.Type.ToString())) ?? false)
        select (name, source.Path, source.At(type));

    private static List<string> Table() =>
    [
        .. Repository.Production.Single(source => source.Path == $"{Project}BuiltInTools.cs")
            .Nodes<MemberAccessExpressionSyntax>()
            .Where(member => member.Name.Identifier.Text == "Declaration" && member.Expression is IdentifierNameSyntax)
            .Select(member => member.Expression.ToString()),
    ];

    /// <summary>What modules register with <c>.Tool&lt;X&gt;()</c>.</summary>
    private static HashSet<string> Registered() =>
    [
        .. from source in Repository.Production
           where source.Path.EndsWith("Module.cs", StringComparison.Ordinal)
           from name in source.Nodes<GenericNameSyntax>()
           where name.Identifier.Text == "Tool"
           select name.TypeArgumentList.Arguments[0].ToString(),
    ];

    private static bool IsToolBase(string type) => type.Split('<', '(')[0] is "Tool" or "TurnTool";

    /// <summary>ThreadSendTool is thread_send.</summary>
    private static string NameOf(string type) =>
        WordStart().Replace(type[..^"Tool".Length], "_$0").TrimStart('_').ToLowerInvariant();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex WordStart();
}
