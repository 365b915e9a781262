using System.Text;
using System.Text.Json;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Gate;

/// <summary>
/// What calls of the gateway's own tools touch, read from their arguments: for MCP clients that call them directly, and for tasks that do
/// what such a call would do. What is not known here is worth R2.
/// </summary>
public static class KnownCalls
{
    private static readonly string[] Reading =
    [
        "_list", "_get", "_read", "_search", "_screen", "_output", "_wait", "_history", "_explain", "_queue", "_receipt", "_diff", "_inbox",
    ];

    /// <summary>Tools that decide by the caller's own rights, whatever policy says.</summary>
    private static readonly string[] ByRights = ["approval_resolve", "question_answer", "permission_prompt"];

    /// <summary>What a call is worth that touches nothing, whatever its arguments say; null where these matter.</summary>
    public static RiskClass? PlainRisk(string tool) => tool is "session_run" or "session_enqueue" or "session_send" or "session_create" or "run_command" or "workspace_create"
        ? null
        : Of(tool, default).Risk;

    public static CallFacts Of(string tool, JsonElement arguments)
    {
        if (Reading.Any(ending => tool.EndsWith(ending, StringComparison.Ordinal)) || ByRights.Contains(tool)) return CallFacts.None;
        return tool switch
        {
            "session_run" or "session_enqueue" => Running(arguments, Text(arguments, "command")),
            "run_command" => Running(arguments, Text(arguments, "command")) with { Argv = Texts(arguments, "argv") is { Count: > 0 } argv ? argv : null },
            "session_send" => Running(arguments, Typed(arguments)) with { Typed = true },
            "session_create" => Creating(arguments),
            "workspace_create" => Running(arguments, Text(arguments, "setup")) with
            {
                Directory = null,
                Paths = Text(arguments, "directory") is { } directory ? [(directory, PathUse.Read)] : [],
            },
            _ when tool.StartsWith("thread_", StringComparison.Ordinal) || tool.StartsWith("task_", StringComparison.Ordinal) || tool == "agent_reply" =>
                CallFacts.None with { Risk = RiskClass.R1 },
            _ => CallFacts.None with { Risk = RiskClass.R2 },
        };
    }

    private static CallFacts Running(JsonElement arguments, string? line) => new()
    {
        Risk = RiskClass.R2,
        Line = string.IsNullOrWhiteSpace(line) ? null : line,
        Directory = Text(arguments, "directory"),
        Environment = Environment(arguments),
        Sandbox = Text(arguments, "sandbox"),
    };

    /// <summary>A program without a shell; with scripts around it, all of it as a shell would run it.</summary>
    private static CallFacts Creating(JsonElement arguments)
    {
        var words = Words(arguments);
        string?[] scripts = [Text(arguments, "init"), Text(arguments, "cleanup")];
        if (scripts.All(string.IsNullOrWhiteSpace)) return Running(arguments, null) with { Argv = words.Count > 0 ? words : null };
        var lines = new[] { scripts[0], words.Count > 0 ? string.Join(' ', words.Select(Quoted)) : null, scripts[1] };
        return Running(arguments, string.Join('\n', lines.Where(line => !string.IsNullOrWhiteSpace(line))));
    }

    private static List<string> Words(JsonElement arguments)
    {
        var words = new List<string>();
        if (Text(arguments, "command") is { } command) words.Add(command);
        words.AddRange(Texts(arguments, "args"));
        return words;
    }

    private static List<string> Texts(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()!)]
            : [];

    /// <summary>What is typed into a terminal may be a command, and is judged as if it were.</summary>
    private static string? Typed(JsonElement arguments)
    {
        var text = new StringBuilder(Text(arguments, "text"));
        if (Text(arguments, "raw") is { } raw)
        {
            var bytes = new byte[raw.Length];
            if (Convert.TryFromBase64String(raw, bytes, out var count)) text.Append(Encoding.UTF8.GetString(bytes, 0, count));
        }

        return text.Length == 0 ? null : text.ToString();
    }

    private static Dictionary<string, string> Environment(JsonElement arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!arguments.TryGetProperty("environment", out var set) || set.ValueKind != JsonValueKind.Object) return values;

        // Of a name that is given twice the last one counts, as for whoever acts on it.
        foreach (var variable in set.EnumerateObject()) values[variable.Name] = variable.Value.ToString();
        return values;
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string? Text(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
