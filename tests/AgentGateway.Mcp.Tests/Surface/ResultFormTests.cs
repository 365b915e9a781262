using System.Text.Json;
using AgentGateway.Mcp.Tools;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>The model of each client reads each answer once.</summary>
public sealed class ResultFormTests
{
    private const string Json =
        """{"thread":{"id":"thr_1","title":"Wozy","status":"idle"},"turn_id":"turn_1","messages":[1,2],"text":"a\nb"}""";

    [Theory]
    [InlineData("claude-code", "2.1.328", false)]
    [InlineData("claude-code", "2.0.21", false)]
    [InlineData("claude-code", "2.0.20", true)]
    [InlineData("claude-code", "dev", true)]
    [InlineData("Visual Studio Code", "1.130.0-insider", false)]
    [InlineData("codex-mcp-client", "0.169.0", true)]
    [InlineData("opencode", "1.18.0", true)]
    [InlineData("unheard-of", "1", true)]
    public void A_client_is_sent_the_form_that_its_model_reads(
        string name, string version, bool hasJsonText) =>
        Assert.Equal(new(hasJsonText), ResultForm.Of(new Implementation { Name = name, Version = version }));

    [Fact]
    public void A_client_that_says_nothing_of_itself_is_sent_the_json_as_text() =>
        Assert.Equal(new(HasJsonText: true), ResultForm.Of((Implementation?)null));

    [Theory]
    [InlineData("2026-07-28")]
    [InlineData("2025-06-18")]
    public async Task A_known_client_is_sent_structured_content_and_a_line_for_people(string protocolVersion)
    {
        await using var link = await OpenAsync(new ToolAnswer(Json) { Shown = "a\nb" }, "claude-code", protocolVersion);
        var result = await CallAsync(link);
        Assert.Equal("show: thr_1, idle, turn_1, 2 messages", TextOf(result));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Json), result.StructuredContent!.Value));
    }

    [Theory]
    [InlineData("2026-07-28")]
    [InlineData("2025-06-18")]
    public async Task Any_other_client_is_sent_the_json_as_text_too(string protocolVersion)
    {
        await using var link = await OpenAsync(new(Json), "unheard-of", protocolVersion);
        var result = await CallAsync(link);
        Assert.Equal(Json, TextOf(result));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Json), result.StructuredContent!.Value));
    }

    [Theory]
    [InlineData("claude-code", "queue_full: The queue is full. Wait.")]
    [InlineData("unheard-of", """{"code":"queue_full","message":"The queue is full.","hint":"Wait."}""")]
    public async Task The_text_of_a_refusal_has_the_code_the_sentence_and_the_hint(string client, string text)
    {
        await using var link = await OpenAsync(
            ToolAnswer.Refuse(new("queue_full", "The queue is full.", "Wait.")), client, "2026-07-28");
        var result = await CallAsync(link);
        Assert.True(result.IsError);
        Assert.Equal(text, TextOf(result));
    }

    private static async Task<SurfaceLink> OpenAsync(ToolAnswer answer, string client, string protocolVersion)
    {
        var surface = GatewayMcpToolTests.Surface(new FakeTool("show", (_, _) => Task.FromResult(answer)));
        var tools = ToolSelection.Read(null, isReadOnly: false, surface.Tools.Toolsets).Value;
        return await SurfaceLink.OpenAsync(
            surface, new Caller(Principal.Client) { Tools = tools }, protocolVersion,
            new() { Name = client, Version = "2.1.328" });
    }

    private static ValueTask<CallToolResult> CallAsync(SurfaceLink link) =>
        link.Client.CallToolAsync("show", cancellationToken: TestContext.Current.CancellationToken);

    private static string TextOf(CallToolResult result) =>
        Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
}
