using System.Text.Json;
using AgentGateway.Runtime.Tools;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tools;

/// <summary>Writes the answer of a tool as the result of an MCP call. Pure.</summary>
internal static class ResultWriter
{
    /// <param name="title">The title of the tool, with which a line for people begins.</param>
    public static CallToolResult Write(ToolAnswer answer, string title, ResultForm form)
    {
        var isError = answer.IsRefused ? true : (bool?)null;
        if (answer.Json is not { } json || answer.IsPlainText)
            return new() { Content = Texts(answer.Json, answer.Shown), IsError = isError };
        var structure = JsonElement.Parse(json);
        if (form.HasJsonText && answer.Shown is { } shown)
        {
            json = Without(shown, structure);
            structure = JsonElement.Parse(json);
        }

        return new()
        {
            Content = form.HasJsonText
                ? Texts(json, answer.Shown)
                : Texts(ResultLine.Of(title, structure, answer.IsRefused)),
            StructuredContent = structure,
            IsError = isError,
        };
    }

    private static List<ContentBlock> Texts(params IEnumerable<string?> texts) =>
        [.. texts.OfType<string>().Select(text => new TextContentBlock { Text = text })];

    /// <summary>
    /// The JSON without the member that a text block has as it is: a screen would otherwise be sent more than once.
    /// </summary>
    private static string Without(string shown, JsonElement structure) =>
        $"{{{string.Join(',', structure.EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.String || !member.Value.ValueEquals(shown))
            .Select(member => $"\"{member.Name}\":{member.Value.GetRawText()}"))}}}";
}
