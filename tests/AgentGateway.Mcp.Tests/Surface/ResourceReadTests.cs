using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tests.Surface;

public sealed class ResourceReadTests
{
    public static TheoryData<string> Pages => [.. DocsPages.All.Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_can_be_read(string page)
    {
        await using var link = await SurfaceLink.OpenAsync(GatewayMcpToolTests.Surface());
        var read = await link.Client.ReadResourceAsync(
            $"agw://docs/{page}", cancellationToken: TestContext.Current.CancellationToken);
        var content = Assert.IsType<TextResourceContents>(Assert.Single(read.Contents));
        Assert.Equal(
            (DocsPages.Find(page)!.Text, "text/markdown", $"agw://docs/{page}"),
            (content.Text, content.MimeType, content.Uri));
    }

    [Theory]
    [InlineData("agw://docs/nothing", "2026-07-28", McpErrorCode.InvalidParams)]
    [InlineData("agw://nothing", "2026-07-28", McpErrorCode.InvalidParams)]
    [InlineData("agw://docs/", "2026-07-28", McpErrorCode.InvalidParams)]
    [InlineData("agw://docs/index/more", "2026-07-28", McpErrorCode.InvalidParams)]
    [InlineData("file:///etc/passwd", "2026-07-28", McpErrorCode.InvalidParams)]
    [InlineData("agw://docs/nothing", "2025-11-25", McpErrorCode.ResourceNotFound)]
    [InlineData("agw://docs/nothing", "2024-11-05", McpErrorCode.ResourceNotFound)]
    public async Task What_is_not_there_is_an_error_of_the_protocol(
        string uri, string protocolVersion, McpErrorCode code)
    {
        await using var link = await SurfaceLink.OpenAsync(
            GatewayMcpToolTests.Surface(), protocolVersion: protocolVersion);
        var error = await Assert.ThrowsAsync<McpProtocolException>(async () =>
            await link.Client.ReadResourceAsync(uri, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(code, error.ErrorCode);
        Assert.Contains(uri, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_completed_from_their_beginning()
    {
        await using var link = await SurfaceLink.OpenAsync(GatewayMcpToolTests.Surface());
        var completed = await link.Client.CompleteAsync(
            new ResourceTemplateReference
            {
                Uri = "agw://docs/{page}",
            }, "page", "E", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["egress", "errors", "events"], completed.Completion.Values);
        Assert.Equal(3, completed.Completion.Total);
        Assert.False(completed.Completion.HasMore);
    }

    [Fact]
    public async Task Completing_for_what_is_not_there_is_refused()
    {
        await using var link = await SurfaceLink.OpenAsync(GatewayMcpToolTests.Surface());
        var error = await Assert.ThrowsAsync<McpProtocolException>(async () => await link.Client.CompleteAsync(
            new PromptReference { Name = "nothing" }, "x", "",
                cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
    }

    [Theory]
    [InlineData("delegate", """{"agent":"weles"}""", "text")]
    [InlineData("catch_up", """{"thread":"x"}""", "thread")]
    [InlineData("catch_up", """{"thread_id":5}""", "thread_id")]
    public async Task A_prompt_refuses_what_it_does_not_take_and_misses_what_it_needs(
        string prompt, string arguments, string named)
    {
        await using var link = await SurfaceLink.OpenAsync(GatewayMcpToolTests.Surface());
        var given = System.Text.Json.JsonElement.Parse(arguments)
            .EnumerateObject()
            .ToDictionary(one => one.Name, one => one.Value);
        var error = await Assert.ThrowsAsync<McpProtocolException>(async () => await link.Client.GetPromptAsync(
            new GetPromptRequestParams { Name = prompt, Arguments = given }, TestContext.Current.CancellationToken));
        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
        Assert.Contains($"\"{named}\"", error.Message, StringComparison.Ordinal);
    }
}
