using System.Text.Json;
using AgentGateway.Cli.Chat.Text;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Chat;

/// <summary>A call of a tool in one line: the tool, what it is about, and what came of it.</summary>
internal static class ToolLine
{
    private const int SubjectCellsMax = 60;
    private const int OutcomeCellsMax = 80;

    /// <summary>Arguments that say what a call is about, the most telling first.</summary>
    private static readonly string[] Telling =
        ["command", "path", "file", "query", "url", "text", "prompt", "title", "agent", "name"];

    /// <summary>A call that goes on.</summary>
    public static StyledLine Of(ToolCallView call) => StyledLine.Of($"→ {Named(call)}", TextStyle.Dim);

    /// <summary>A call that has its result.</summary>
    /// <param name="call">Null where the call was made before it was listened.</param>
    public static StyledLine Of(ToolCallView? call, MessageView result)
    {
        string[] lines = result.Text.Trim().Split('\n');
        var more = lines.Length switch { 1 => "", 2 => " (+1 line)", var count => $" (+{count - 1} lines)" };
        var outcome = TextCells.Cut(OneLine(lines[0]), OutcomeCellsMax);
        return StyledLine.Of(
            $"→ {(call is null ? OneLine(result.Author) : Named(call))}: {outcome}{more}", TextStyle.Dim);
    }

    private static string Named(ToolCallView call) =>
        Subject(call.Arguments) is { Length: > 0 } subject
            ? $"{OneLine(call.Tool)} {TextCells.Cut(OneLine(subject), SubjectCellsMax)}"
            : OneLine(call.Tool);

    /// <summary>The value of the most telling argument, or all arguments where none is known.</summary>
    private static string Subject(string arguments)
    {
        try
        {
            using var json = JsonDocument.Parse(arguments);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return arguments;
            foreach (var name in Telling)
                if (json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                    return value.GetString()!;
            return json.RootElement.EnumerateObject().Any() ? arguments : "";
        }
        catch (JsonException)
        {
            return arguments;
        }
    }

    private static string OneLine(string text) => Screen.Printable(text.ReplaceLineEndings(" ").Replace('\t', ' '));
}
