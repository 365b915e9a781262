using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentGateway.Process.Tests.Wire;

/// <summary>
/// What a tool answered. That text and structured content are the same is checked for every answer.
/// </summary>
/// <param name="Shown">What follows the text to be looked at as it is, such as a screen.</param>
internal sealed record ToolResult(JsonObject Content, bool Refused, string? Shown = null)
{
    private const string ShownMember = "text";

    public JsonNode? this[string property] => Content[property];

    public static ToolResult Of(JsonObject result)
    {
        var blocks = Assert.IsType<JsonArray>(result["content"]);
        Assert.InRange(blocks.Count, 1, 2);
        Assert.All(blocks, block => Assert.Equal("text", block!["type"]!.GetValue<string>()));
        var text = blocks[0]!["text"]!.GetValue<string>();
        Assert.DoesNotContain('\n', text);
        var content = Assert.IsType<JsonObject>(JsonNode.Parse(text));
        var shown = blocks.Count > 1 ? blocks[1]!["text"]!.GetValue<string>() : null;
        Assert.True(
            JsonNode.DeepEquals(result["structuredContent"], content),
            $"The text is not the structured content: {text}");
        // A screen is sent once: as it is, and neither in the JSON nor in the structured content.
        if (shown is not null)
        {
            Assert.False(content.ContainsKey(ShownMember), $"The screen is sent twice: {text}");
            content[ShownMember] = shown;
        }

        return new(content, result["isError"]?.GetValue<bool>() ?? false, shown);
    }

    public string Text(string property) =>
        Content[property]?.GetValue<string>()
            ?? throw new KeyNotFoundException($"'{property}' is null in {Content.ToJsonString()}");

    public JsonArray List(string property) => Assert.IsType<JsonArray>(Content[property]);

    /// <summary>This answer, which must not be a refusal.</summary>
    public ToolResult Accepted()
    {
        Assert.False(Refused, Content.ToJsonString());
        return this;
    }

    /// <summary>The code of this answer, which must be a refusal that says what to do next.</summary>
    public string RefusedWith()
    {
        Assert.True(Refused, $"It was not refused: {Content.ToJsonString()}");
        Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", Text("code"));
        Assert.False(string.IsNullOrWhiteSpace(Text("message")));
        Assert.False(string.IsNullOrWhiteSpace(Text("hint")), $"{Text("code")} does not say what to do next.");
        Assert.DoesNotContain("   at ", Text("message"));
        return Text("code");
    }

    public override string ToString() => Content.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
}
