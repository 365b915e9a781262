using System.Text;
using System.Text.Json;

namespace AgentGateway.Runtime.Imports;

/// <summary>
/// Codex: <c>sessions/YYYY/MM/DD/rollout-TIME-ID.jsonl</c>, and the same files in <c>archived_sessions</c>. What the
/// model was given and gave is in <c>response_item</c>s; <c>event_msg</c>s repeat it for the screen. Before September
/// 2025 the items stood in their lines without an envelope and without a time.
/// </summary>
internal sealed class CodexFormat : ConversationFormat
{
    private static readonly string[] Folders = ["sessions", "archived_sessions"];

    /// <summary>Texts in the person's name that the program has written.</summary>
    private static readonly string[] Injected =
    [
        "<environment_context>", "<user_instructions>", "<INSTRUCTIONS>", "<permissions instructions>",
        "<collaboration_mode>", "<personality_spec>", "<turn_aborted>", "<skill>", "<user_shell_command>",
        "<subagent_notification>", "# AGENTS.md instructions for ",
    ];

    public override string Program => "codex";

    protected override IEnumerable<string> Paths(string root) =>
        Folders.SelectMany(
            folder => Below(Path.Combine(root, folder), "rollout-*.jsonl", depth: 4));

    protected override ConversationHead? Head(ConversationFile file, JsonElement line, ConversationHead? known)
    {
        if (known is not null) return known with { Directory = known.Directory ?? DirectoryIn(line) };
        var meta = line.Text("type") == "session_meta" ? line.Get("payload") : line;
        return (meta.Time("timestamp") ?? line.Time("timestamp")) is { } at
            ? new(meta.Text("id") ?? file.Key, meta.Text("cwd") ?? DirectoryIn(line), at)
            : null;
    }

    protected override Entry Read(JsonElement line) => line.Text("type") switch
    {
        "response_item" => ReadItem(line.Get("payload"), At(line)),
        "compacted" => ReadCompacted(line.Get("payload"), At(line)),
        "session_meta" or "event_msg" or "turn_context" or "world_state" or "ghost_snapshot" => Entry.Nothing,
        // The first line of an old file, and its notes on the state.
        null => line.Text("record_type") is not null || line.Text("id") is not null ? Entry.Nothing : Entry.Broken,
        "message" or "reasoning" or "function_call" or "function_call_output" or "local_shell_call"
            or "custom_tool_call" or "custom_tool_call_output" or "web_search_call" => ReadItem(line, At(line)),
        { } other => Entry.Unknown(other),
    };

    /// <summary>The default where the line has no time; the message then has that of the one before.</summary>
    private static DateTimeOffset At(JsonElement line) => line.Time("timestamp") ?? default;

    private static Entry ReadItem(JsonElement item, DateTimeOffset at) =>
        item.Text("type") switch
        {
            "message" => ReadMessage(item, at),
            "function_call" => Entry.Says(Conversation.Call(
                "codex", item.Text("call_id"), item.Text("name"), item.Get("arguments"), null, at)),
            "custom_tool_call" => Entry.Says(Conversation.Call(
                "codex", item.Text("call_id"), item.Text("name"), item.Get("input"), null, at)),
            "local_shell_call" => Entry.Says(Conversation.Call(
                "codex", item.Text("call_id") ?? item.Text("id"), "local_shell", item.Get("action"), null, at)),
            "web_search_call" => Entry.Says(Conversation.Call(
                "codex", item.Text("call_id") ?? item.Text("id"), "web_search", item.Get("action"), null, at)),
            "function_call_output" or "custom_tool_call_output" => Entry.Says(
                Conversation.Result(item.Text("call_id"), OutputOf(item.Get("output")), at)),
            "reasoning" or "ghost_snapshot" or "compaction" or "compaction_summary" or "other" => Entry.Nothing,
            null => Entry.Broken,
            var other => Entry.Unknown(other),
        };

    private static Entry ReadMessage(JsonElement item, DateTimeOffset at)
    {
        var texts = item.Get("content").Items().Select(TextOf).Where(text => text.Length > 0);
        switch (item.Text("role"))
        {
            case "user":
                var said = string.Join('\n', texts.Where(text => !IsInjected(text.AsSpan().TrimStart()))).Trim();
                return said.Length == 0 ? Entry.Nothing : Entry.Says(Conversation.Person(said, at));
            case "assistant":
                var answer = Conversation.Answer("codex", string.Join('\n', texts), null, at);
                return Conversation.SaysSomething(answer) ? Entry.Says(answer) : Entry.Nothing;
            case "developer" or "system":
                return Entry.Nothing;
            default:
                return Entry.Broken;
        }
    }

    private static bool IsInjected(ReadOnlySpan<char> text)
    {
        foreach (var mark in Injected)
            if (text.StartsWith(mark, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static Entry ReadCompacted(JsonElement payload, DateTimeOffset at) =>
        payload.Text("message") is { Length: > 0 } summary
            ? Entry.Says(Conversation.Summary("codex", summary, at))
            : Entry.Nothing;

    private static string TextOf(JsonElement block) => block.Text("type") switch
    {
        "input_text" or "output_text" or "text" => block.Text("text") ?? "",
        "input_image" => "[image]",
        _ => "",
    };

    /// <summary>A text; older versions wrapped it in an object, itself written as a text or not.</summary>
    private static string OutputOf(JsonElement output)
    {
        if (output.Text() is { } text) return text;
        if (output.Get("content") is { ValueKind: JsonValueKind.String } content) return content.GetString()!;
        var written = new StringBuilder();
        foreach (var block in output.Items()) written.Append(TextOf(block)).Append('\n');
        return written.Length > 0 ? written.ToString().TrimEnd('\n')
            : output.ValueKind == JsonValueKind.Undefined ? ""
            : output.GetRawText();
    }

    private static string? DirectoryIn(JsonElement line) =>
        line.Text("type") == "turn_context" ? line.Get("payload").Text("cwd") : null;
}
