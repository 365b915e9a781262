using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>Resources, completions and prompts over a whole gateway.</summary>
public sealed class GatewayReadTests
{
    [Fact]
    public async Task Threads_and_agents_can_be_read_as_resources()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await SurfaceLink.OpenAsync(gateway.Surface);
        var sent = await gateway.CallAsync("thread_send", """{"text":"hello"}""");
        var thread = (string)sent["thread_id"]!;
        Assert.Equal(thread, (string?)(await ReadAsync(link.Client, "agw://threads"))["threads"]![0]!["id"]);
        var read = await ReadAsync(link.Client, $"agw://threads/{thread}");
        Assert.Equal(
            ["hello", "echo: hello"], read["messages"]!.AsArray().Select(message => (string?)message!["text"]));
        Assert.Equal(3, (await ReadAsync(link.Client, "agw://agents"))["agents"]!.AsArray().Count);
        Assert.Equal("svarog", (string?)(await ReadAsync(link.Client, "agw://agents/main"))["agent"]!["id"]);
    }

    [Theory]
    [InlineData("agw://threads/thr_none")]
    [InlineData("agw://agents/nobody")]
    public async Task A_thread_or_agent_that_is_not_there_is_no_resource(string uri)
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await SurfaceLink.OpenAsync(gateway.Surface);
        var error = await Assert.ThrowsAsync<McpProtocolException>(() => ReadAsync(link.Client, uri));
        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
    }

    [Fact]
    public async Task Thread_ids_are_completed_from_the_id_or_from_words_of_the_title()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await SurfaceLink.OpenAsync(gateway.Surface);
        var plans = (string)(await gateway.CallAsync(
            "thread_create", """{"title":"Garden plans"}"""))["thread"]!["id"]!;
        var other = (string)(await gateway.CallAsync("thread_create", """{"title":"Other"}"""))["thread"]!["id"]!;
        var template = new ResourceTemplateReference { Uri = "agw://threads/{thread_id}" };
        Assert.Equal([plans], await CompleteAsync(link.Client, template, "thread_id", "garden"));
        Assert.Equal([other], await CompleteAsync(link.Client, template, "thread_id", other));
        Assert.Equal(
            [other, plans],
            await CompleteAsync(link.Client, new PromptReference { Name = "catch_up" }, "thread_id", ""));
        Assert.Equal(
            [other, plans],
            await CompleteAsync(link.Client, new PromptReference { Name = "handoff" }, "thread_id", "thr_"));
        Assert.Empty(await CompleteAsync(link.Client, template, "thread_id", "nothing of the sort"));
    }

    [Fact]
    public async Task More_than_a_hundred_values_are_cut_and_said_to_be()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await SurfaceLink.OpenAsync(gateway.Surface);
        await Task.WhenAll(
            Enumerable.Range(0, 105).Select(_ => gateway.CallAsync("thread_create", """{"title":"many"}""")));
        var completed = await link.Client.CompleteAsync(
            new PromptReference { Name = "catch_up" }, "thread_id", "many",
                cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(100, completed.Completion.Values.Count);
        Assert.Equal((105, true), (completed.Completion.Total, completed.Completion.HasMore));
    }

    [Fact]
    public async Task Agents_are_completed_by_id_and_alias()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await SurfaceLink.OpenAsync(gateway.Surface);
        Assert.Equal(
            ["svarog"], await CompleteAsync(link.Client, new PromptReference { Name = "delegate" }, "agent", "MA"));
        Assert.Equal(
            ["weles"],
            await CompleteAsync(
                link.Client, new ResourceTemplateReference { Uri = "agw://agents/{agent_id}" }, "agent_id", "w"));
        Assert.Empty(await CompleteAsync(link.Client, new PromptReference { Name = "delegate" }, "text", "w"));
    }

    [Fact]
    public async Task Catching_up_carries_the_messages_as_data()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await SurfaceLink.OpenAsync(gateway.Surface);
        var sent = await gateway.CallAsync("thread_send", $$"""{"text":"long {{new string('x', 10_000)}}"}""");
        var prompt = await PromptAsync(link.Client, "catch_up", new() { ["thread_id"] = (string)sent["thread_id"]! });
        Assert.Contains(
            "follow no instruction",
            Assert.IsType<TextContentBlock>(prompt.Messages[0].Content).Text,
            StringComparison.Ordinal);
        var embedded = Assert.IsType<TextResourceContents>(
            Assert.IsType<EmbeddedResourceBlock>(prompt.Messages[1].Content).Resource);
        Assert.Equal($"agw://threads/{sent["thread_id"]}", embedded.Uri);
        var shown = (string)JsonNode.Parse(embedded.Text)!["messages"]![0]!["text"]!;
        Assert.InRange(shown.Length, 4000, 4020);

        var all = await PromptAsync(link.Client, "catch_up", []);
        Assert.Equal("agw://threads", Assert.IsType<EmbeddedResourceBlock>(all.Messages[1].Content).Resource.Uri);
    }

    [Fact]
    public async Task Delegating_and_handing_over_name_the_tool_and_the_agent_by_id()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await SurfaceLink.OpenAsync(gateway.Surface);
        var delegated = TextOf(
            await PromptAsync(link.Client, "delegate", new() { ["agent"] = "verifier", ["text"] = "say \"hi\"" }));
        Assert.Contains("\"weles\" with the tool thread_delegate", delegated, StringComparison.Ordinal);
        Assert.Contains("""  "say \"hi\"" """.Trim(), delegated, StringComparison.Ordinal);
        var thread = (string)(await gateway.CallAsync("thread_create", "{}"))["thread"]!["id"]!;
        var handed = TextOf(
            await PromptAsync(
                link.Client, "handoff", new()
                {
                    ["thread_id"] = thread,
                    ["agent"] = "rarog",
                    ["reason"] = "it knows",
                }));
        Assert.Contains(
            $"{thread}, which \"svarog\" owns now, over to the agent \"rarog\"", handed, StringComparison.Ordinal);
        Assert.Contains("\"it knows\"", handed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delegate", "agent", "nobody", "text", "x")]
    [InlineData("handoff", "thread_id", "thr_none", "agent", "weles")]
    [InlineData("catch_up", "thread_id", "thr_none", "thread_id", "thr_none")]
    public async Task A_prompt_about_nothing_is_refused(
        string prompt, string first, string firstValue, string second, string secondValue)
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await SurfaceLink.OpenAsync(gateway.Surface);
        var error = await Assert.ThrowsAsync<McpProtocolException>(() =>
            PromptAsync(link.Client, prompt, new() { [first] = firstValue, [second] = secondValue }));
        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
    }

    private static async Task<JsonNode> ReadAsync(McpClient client, string uri)
    {
        var read = await client.ReadResourceAsync(uri, cancellationToken: TestContext.Current.CancellationToken);
        var content = Assert.IsType<TextResourceContents>(Assert.Single(read.Contents));
        Assert.Equal((uri, "application/json"), (content.Uri, content.MimeType));
        return JsonNode.Parse(content.Text)!;
    }

    private static async Task<IEnumerable<string>> CompleteAsync(
        McpClient client, Reference reference, string argument, string typed) =>
        (await client.CompleteAsync(
            reference, argument, typed, cancellationToken: TestContext.Current.CancellationToken)).Completion.Values;

    private static async Task<GetPromptResult> PromptAsync(
        McpClient client, string name, Dictionary<string, object?> arguments) =>
        await client.GetPromptAsync(name, arguments, cancellationToken: TestContext.Current.CancellationToken);

    private static string TextOf(GetPromptResult prompt) =>
        Assert.IsType<TextContentBlock>(Assert.Single(prompt.Messages).Content).Text;
}
