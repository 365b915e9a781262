using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Mcp.Tools;

/// <summary>
/// Tools of the table that agents have inside their turns and tasks as well, with the same names, arguments and answers: terminals,
/// workspaces, tasks and artifacts. What an agent makes is its own, in its own thread, and sandboxed where the system can.
/// </summary>
public static class SharedTools
{
    private const string TaskCreate = "task_create";

    private static readonly string[] Shared = ["session_", "workspace_", "task_", "artifact_"];

    public static IReadOnlyList<AgentTool> Of(ToolTable table, SessionService sessions, SandboxChoice sandbox) =>
        [.. table.Tools.Where(tool => Shared.Any(beginning => tool.Name.StartsWith(beginning, StringComparison.Ordinal))).Select(tool => Of(table, tool, sessions, sandbox))];

    private static AgentTool Of(ToolTable table, GatewayTool tool, SessionService sessions, SandboxChoice sandbox) => new(
        tool.Name,
        tool.Definition.Description ?? "",
        tool.Definition.InputSchema,
        // Creating a task carries the call's key, so that it makes one task.
        Repeatable: tool.Definition.Annotations is { ReadOnlyHint: true } or { IdempotentHint: true } || tool.Name == TaskCreate,
        async (call, cancellationToken) =>
        {
            var given = Own(tool.Name, call, sandbox);
            // A terminal of its own would be one without a sandbox.
            if (tool.Name == "session_run" && Text(given, "session_id") is null && !IsClient(call))
                return new("session_run runs in a session that there is: give session_id, or use run_command. (missing_argument)", IsError: true);
            if (tool.Name == "session_create" && await sandbox.RefuseAsync(Text(given, "sandbox"), cancellationToken) is { } unusable)
                return new($"{unusable.Message} {unusable.Hint} ({unusable.Code})", IsError: true);
            var caller = new Caller(IsClient(call) ? Principal.Client : new(call.Asker.Agent) { Agent = call.Asker.Agent }, call.Workspace);

            // The turn's own gate has let it in; the table's is for direct calls.
            var begun = await tool.StartAsync(new(caller, given), cancellationToken);
            var answer = await table.FinishAsync(tool, begun, null, cancellationToken);
            return new(answer.Shown ?? answer.Json, answer.Refused);
        })
    {
        // What a call is worth is told by its arguments, by the same code that judges direct calls.
        Risk = RiskClass.R0,
        Facts = (arguments, workspace) => FactsOf(tool.Name, arguments, workspace, sessions, sandbox),
    };

    private static CallFacts FactsOf(string tool, JsonElement arguments, string? workspace, SessionService sessions, SandboxChoice sandbox)
    {
        var facts = KnownCalls.Of(tool, arguments);
        if (tool == "session_create")
        {
            // Whoever leaves the sandbox that there is wants more than to execute something.
            var chosen = Text(arguments, "sandbox");
            return facts with { Sandbox = chosen ?? sandbox.Name, Risk = chosen == "none" && sandbox.Name != "none" ? RiskClass.R3 : facts.Risk };
        }

        return Text(arguments, "session_id") is { } session && (facts.Line is not null || facts.Argv is not null)
            ? facts with { Directory = sessions.DirectoryOf(session) ?? workspace, Sandbox = $"session {session}" }
            : facts;
    }

    /// <summary>The arguments with the agent's own thread and name where they say whose something is.</summary>
    private static JsonElement Own(string tool, ToolInvocation call, SandboxChoice sandbox)
    {
        if (tool is not ("session_create" or TaskCreate)) return call.Arguments;
        var given = JsonObject.Create(call.Arguments) ?? [];
        var isApart = tool == TaskCreate && call.Arguments.TryGetProperty("own_thread", out var apart) && apart.ValueKind == JsonValueKind.True;
        if (!isApart && call.Asker.Thread is { } thread && !given.ContainsKey("thread_id")) given["thread_id"] = thread.Value;
        if (tool == TaskCreate)
        {
            if (!given.ContainsKey("idempotency_key")) given["idempotency_key"] = IdempotencyKeys.Digest(call.Key);
        }
        else
        {
            if (!IsClient(call)) given["agent"] = call.Asker.Agent;
            given["sandbox"] = Text(call.Arguments, "sandbox") is { } chosen ? chosen : sandbox.Name == "strict" ? "bwrap" : sandbox.Name;
        }

        return JsonElement.Parse(given.ToJsonString());
    }

    /// <summary>A task that an MCP client created calls tools for nobody else than that client.</summary>
    private static bool IsClient(ToolInvocation call) => call.Asker.Agent == Principal.Client.Name;

    private static string? Text(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
