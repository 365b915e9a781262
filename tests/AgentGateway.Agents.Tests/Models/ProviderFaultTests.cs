using AgentGateway.Agents.Models;
using AgentGateway.Agents.Tests.Support;
using AgentGateway.Runtime.Drivers;

namespace AgentGateway.Agents.Tests.Models;

/// <summary>
/// Faults that only a server of our own can have: silence, garbage, odd headers, arguments that are no JSON.
/// </summary>
public sealed class ProviderFaultTests
{
    private const string AnthropicStart =
        "event: message_start\ndata: "
            + "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
            + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":10,"
            + "\"cache_read_input_tokens\":90,\"cache_creation_input_tokens\":0,\"output_tokens\":1}}}";

    private const string AnthropicText =
        "event: content_block_start\ndata: "
            + "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
            + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Half an answer\"}}\n\n"
            + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}";

    private const string AnthropicBrokenCall =
        "event: content_block_start\ndata: "
            + "{\"type\":\"content_block_start\",\"index\":0,"
            + "\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"thread_search\",\"input\":{}}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
            + "\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"query\\\": anv\"}}\n\n"
            + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}";

    private const string OpenAIText =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Half an answer\"},\"finish_reason\":null}]}";

    private const string OpenAIBrokenCall =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"thread_search\",\"arguments\":\"{\\\"query\\\": anv\"}}]},\"finish_reason\":null}]}";

    private const string OpenAIUsage =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":5,\"total_tokens\":105,\"prompt_tokens_details\":{\"cached_tokens\":90}}}";

    public static TheoryData<string> Kinds => ["anthropic", "openai"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_server_that_hangs_in_mid_stream_is_given_up_and_the_text_is_kept(string kind)
    {
        await using var server = new RawServer(kind == "anthropic"
            ? RawServer.Events(AnthropicStart, AnthropicText, RawServer.Hang)
            : RawServer.Events(OpenAIText, RawServer.Hang));
        var turn = new FakeTurn("Tell.");
        var failure = Failure(await RunAsync(kind, server, turn, new() { IdleSecondsMax = 0.3, RetriesMax = 0 }));
        Assert.Equal("model_timeout", failure.Code);
        Assert.Equal("Half an answer", turn.StreamedText);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_server_that_never_begins_to_answer_is_given_up(string kind)
    {
        await using var server = new RawServer(RawServer.Hang);
        var failure = Failure(
            await RunAsync(kind, server, new FakeTurn("Tell."), new() { FirstSecondsMax = 0.3, RetriesMax = 0 }));
        Assert.Equal("model_timeout", failure.Code);
        Assert.Contains("FirstSecondsMax", failure.Hint);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Garbage_is_called_so(string kind)
    {
        await using var server = new RawServer(
            RawServer.Events(
                "event: message_start\ndata: {\"type\": \"mess"), RawServer.Response(
                    200, "<html>hello</html>", type: "text/html"));
        var failure = Failure(
            await RunAsync(kind, server, new FakeTurn("Tell."), new() { RetriesMax = 1, RetryDelaySeconds = 0.01 }));
        Assert.Equal("model_garbage", failure.Code);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_fault_that_is_told_in_mid_stream_is_tried_again(string kind)
    {
        var turn = new FakeTurn("Tell.");
        await using var server = new RawServer(
            kind == "anthropic"
                ? RawServer.Events(
                    AnthropicStart,
                    AnthropicText,
                    "event: error\ndata: "
                        + "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}")
                : RawServer.Events(
                    OpenAIText, "data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"server_error\"}}"),
            kind == "anthropic"
                ? RawServer.Events(AnthropicStart, AnthropicText, AnthropicEnd("end_turn"))
                : RawServer.Events(OpenAIText, OpenAIEnd("stop"), "data: [DONE]"));
        Assert.IsType<TurnResult.Completed>(await RunAsync(kind, server, turn, new() { RetryDelaySeconds = 0.01 }));
        Assert.Equal(["restream "], turn.Log);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_wait_that_is_given_as_a_date_is_honoured(string kind)
    {
        var time = new FakeClock(TimeSpan.FromSeconds(30));
        var until = time.GetUtcNow().AddSeconds(12).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        await using var server = new RawServer(
            RawServer.Response(
                503, "{\"error\":{\"message\":\"later\"}}",
                    $"Retry-After: {until}\r\n"), RawServer.Response(401, "{}"));
        Assert.Equal("model_auth", Failure(await RunAsync(kind, server, new FakeTurn("Tell."), new(), time)).Code);
        Assert.Equal(12, time.Skipped.Sum(wait => wait.TotalSeconds));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Arguments_that_are_no_JSON_are_a_call_all_the_same(string kind)
    {
        var turn = new FakeTurn("Find the anvil.") { Answer = _ => new("The arguments are not valid JSON.", true) };
        await using var server = new RawServer(
            kind == "anthropic"
                ? RawServer.Events(AnthropicStart, AnthropicBrokenCall, AnthropicEnd("tool_use"))
                : RawServer.Events(OpenAIBrokenCall, OpenAIEnd("tool_calls"), "data: [DONE]"),
            kind == "anthropic"
                ? RawServer.Events(AnthropicStart, AnthropicText, AnthropicEnd("end_turn"))
                : RawServer.Events(OpenAIText, OpenAIEnd("stop"), "data: [DONE]"));
        var completed = Assert.IsType<TurnResult.Completed>(await RunAsync(kind, server, turn, new()));
        Assert.Equal("Half an answer", completed.Text);
        var call = turn.Log.Single(entry => entry.StartsWith("call", StringComparison.Ordinal));
        Assert.ThrowsAny<System.Text.Json.JsonException>(
            () => System.Text.Json.JsonDocument.Parse(call["call thread_search ".Length..]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Cached_tokens_are_part_of_the_input_and_have_a_price_of_their_own(string kind)
    {
        await using var server = new RawServer(kind == "anthropic"
            ? RawServer.Events(AnthropicStart, AnthropicText, AnthropicEnd("end_turn"))
            : RawServer.Events(OpenAIText, OpenAIEnd("stop"), OpenAIUsage, "data: [DONE]"));
        var usage = Assert.IsType<TurnResult.Completed>(
            await RunAsync(kind, server, new FakeTurn("Tell."), new())).Usage;
        Assert.Equal((100, 90, 5), (usage.InputTokens, usage.CachedInputTokens, usage.OutputTokens));
        Assert.Equal((10 * 10m + 90 * 1m + 5 * 100m) / 1_000_000, usage.CostUsd);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_server_that_cannot_be_reached_is_called_so(string kind)
    {
        var failure = Failure(await ModelDriverTests.RunAsync(
            ModelDrivers.At(
                TimeProvider.System,
                new() { RetriesMax = 0 },
                $"{kind}:base_url=http://127.0.0.1:1",
                $"{kind}:api_key=k"), new FakeTurn("Tell.")));
        Assert.Equal("model_unreachable", failure.Code);
    }

    [Theory]
    [InlineData("anthropic", null)]
    [InlineData("openai", null)]
    [InlineData("anthropic", "secret-canary")]
    [InlineData("openai", "secret-canary")]
    public async Task A_key_goes_to_the_provider_and_none_where_there_is_none(string kind, string? key)
    {
        await using var server = new RawServer(
            RawServer.Response(400, "{\"error\":{\"message\":\"I was given secret-canary\"}}"));
        var failure = Failure(await RunAsync(kind, server, new FakeTurn("Tell."), new(), key: key));
        Assert.Equal(
            key is not null,
            server.Requests[0].Contains("Authorization: Bearer secret-canary", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(key is not null, server.Requests[0].Contains("Authorization", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(key is null, failure.Message.Contains("secret-canary", StringComparison.Ordinal));
    }

    private static string AnthropicEnd(string reason) =>
        "event: message_delta\ndata: "
            + $"{{\"type\":\"message_delta\",\"delta\":{{\"stop_reason\":\"{reason}\",\"stop_sequence\":null}},"
            + "\"usage\":{\"output_tokens\":5}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}";

    private static string OpenAIEnd(string reason) =>
        $"data: {{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{{\"index\":0,\"delta\":{{}},\"finish_reason\":\"{reason}\"}}]}}";

    private static Domain.Failure Failure(TurnResult result) => Assert.IsType<TurnResult.Failed>(result).Failure;

    private static Task<TurnResult> RunAsync(
        string kind, RawServer server, FakeTurn turn, TurnLimits limits, TimeProvider? time = null, string? key = "k")
    {
        string[] settings =
        [
            $"{kind}:base_url={server.Url}{(kind == "openai" ? "/v1" : "")}", $"{kind}:default_model=m",
                $"{kind}:prices:input=10", $"{kind}:prices:output=100",
            $"{kind}:prices:cached=1", .. key is null ? (string[])[] : [$"{kind}:api_key={key}"],
        ];
        return ModelDriverTests.RunAsync(ModelDrivers.At(time ?? TimeProvider.System, limits, settings), turn);
    }
}
