using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

/// <summary>One tool, one file, and a table that forgets none. What the tools look like to a client is asked of the running program.</summary>
public sealed partial class ToolTableTests
{
    private const string Folder = "mcp/AgentGateway.Mcp/Tools";

    private static readonly string[] Promised =
    [
        "agent_list", "agent_register", "agent_inbox", "agent_reply",
        "thread_create", "thread_list", "thread_read", "thread_send", "thread_wait", "thread_cancel", "thread_participant",
        "thread_delegate", "thread_handoff", "thread_return", "thread_search", "thread_fork", "thread_update",
        "session_create", "session_list", "session_get", "session_screen", "session_output", "session_search", "session_send", "session_run",
        "session_wait", "session_resize", "session_stop", "session_restart", "session_remove", "session_explain", "session_enqueue", "session_queue",
        "workspace_create", "workspace_list", "workspace_diff", "workspace_remove",
        "mcp_server_list",
        "approval_list", "approval_get", "approval_resolve", "question_list", "question_answer", "permission_prompt",
        "task_create", "task_list", "task_get", "task_wait", "task_update", "task_cancel", "task_retry",
        "artifact_list", "artifact_read",
    ];

    [Fact]
    public void The_table_holds_the_promised_tools_in_their_order() =>
        Assert.Equal(Promised, Table().Select(NameOf));

    [Fact]
    public void No_tool_is_missing_in_the_table() => Findings.None(
        from source in Repository.Production
        where source.Folder == Folder
        from type in source.Nodes<ClassDeclarationSyntax>()
        let name = type.Identifier.Text
        where !type.Modifiers.Any(SyntaxKind.AbstractKeyword) && (type.BaseList?.Types.Any(parent => IsToolBase(parent.Type.ToString())) ?? false)
        where !Table().Contains(name)
        select source.At(type),
        "A tool that nobody can call is not finished: add it to GatewayTools.");

    private static IEnumerable<string> Table() =>
        Repository.Production.Single(source => source.Path == $"{Folder}/GatewayTools.cs")
            .Nodes<ObjectCreationExpressionSyntax>().Select(made => made.Type.ToString()).Where(type => type.EndsWith("Tool", StringComparison.Ordinal));

    private static bool IsToolBase(string type) => type.Split('<')[0] is "GatewayTool" or "CheckedTool";

    /// <summary>ThreadSendTool is thread_send.</summary>
    private static string NameOf(string type) =>
        WordStart().Replace(type[..^"Tool".Length], "_$0").TrimStart('_').ToLowerInvariant();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex WordStart();
}
