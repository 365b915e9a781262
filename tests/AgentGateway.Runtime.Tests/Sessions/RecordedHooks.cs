using System.Text.Json.Nodes;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>The hooks that a program sends around a recorded moment, of those that the README sets up.</summary>
/// <param name="Earlier">Before the moment.</param>
/// <param name="Now">With the moment, shortly before its screen or after it.</param>
internal sealed record RecordedHooks(IReadOnlyList<string> Earlier, IReadOnlyList<string> Now)
{
    private static readonly string Prompted = Claude("UserPromptSubmit");

    public static RecordedHooks Of(Recording moment) => moment.Program switch
    {
        "claude" => OfClaude(moment),

        // Codex says only when a turn has ended, so what it said last is about the turn before this moment.
        "codex" when moment.Name is "codex/after-a-turn" => new([], [Codex]),
        "codex" => new([Codex], []),
        _ => throw new InvalidOperationException($"{moment.Program} has no hooks that the README sets up."),
    };

    private static string Codex => """{"type":"agent-turn-complete","turn-id":"1","last-assistant-message":"Done."}""";

    private static RecordedHooks OfClaude(Recording moment) => (moment.Name, moment.Status) switch
    {
        ("claude/empty-prompt", _) => new([], [Claude("SessionStart")]),
        ("claude/after-a-turn" or "claude/speaks-of-approvals", _) => new([Prompted], [Claude("Stop")]),

        // A turn that the person stops sends no hook.
        ("claude/interrupted", _) => new([Prompted], []),
        ("claude/refused-a-command", _) => new(
            [Prompted, Bash("PreToolUse", "touch made.txt"), Bash("PermissionRequest", "touch made.txt")], []),
        ("claude/wants-to-write", _) => Asks("Write", new() { ["file_path"] = "/tmp/demo/notes.txt" }),
        (_, "needs-approval") => Asks("Bash", new() { ["command"] = moment.Asked ?? "make" }),
        (_, "question") => Asks(
            "AskUserQuestion",
            new() { ["questions"] = new JsonArray(new JsonObject { ["question"] = moment.Asked }) }),

        // The directory is trusted before the session starts.
        (_, "trust") => new([], []),
        _ => new([Prompted], []),
    };

    private static RecordedHooks Asks(string tool, JsonObject input) => new(
        [Prompted, Claude("PreToolUse", tool, input)],
        [
            Claude("PermissionRequest", tool, input),
            """{"hook_event_name":"Notification","notification_type":"permission_prompt"}""",
        ]);

    private static string Bash(string name, string command) =>
        Claude(name, "Bash", new() { ["command"] = command });

    private static string Claude(string name, string? tool = null, JsonObject? input = null)
    {
        var hook = new JsonObject { ["hook_event_name"] = name, ["session_id"] = "1" };
        if (tool is not null) hook["tool_name"] = tool;
        if (input is not null) hook["tool_input"] = input.DeepClone();
        return hook.ToJsonString();
    }
}
