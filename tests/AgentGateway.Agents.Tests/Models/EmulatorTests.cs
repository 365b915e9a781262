using AgentGateway.Agents.Models;
using AgentGateway.Agents.Tests.Support;
using AgentGateway.Runtime.Drivers;

namespace AgentGateway.Agents.Tests.Models;

/// <summary>Both SDKs, and the way to Ollama, against an emulator that others wrote.</summary>
public sealed class EmulatorTests(Emulator emulator) : IClassFixture<Emulator>
{
    public static TheoryData<string> Kinds => ["anthropic", "openai", "ollama"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_streamed_answer_arrives_in_pieces(string kind)
    {
        var pieces = 0;
        var turn = new FakeTurn($"hello, {kind}") { Streamed = () => pieces++ };
        var completed = Assert.IsType<TurnResult.Completed>(await RunAsync(kind, turn));
        Assert.Equal("Hello there. How may I help you today?", completed.Text);
        Assert.Equal(completed.Text, turn.Shown);
        Assert.True(pieces > 1, "It came in one piece.");
        Assert.Equal(
            (120, 9, 1), (completed.Usage.InputTokens, completed.Usage.OutputTokens, completed.Usage.ModelCalls));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Tool_calls_are_made_and_their_results_answered(string kind)
    {
        var turn = new FakeTurn($"find the anvil, {kind}");
        var completed = Assert.IsType<TurnResult.Completed>(await RunAsync(kind, turn));
        Assert.Equal("The anvil is in the second thread.", completed.Text);
        Assert.Equal(
            ["step Let me look. (thread_search, thread_read)", """call thread_search {"query":"anvil"}""",
                """call thread_read {"thread_id":"thr_2"}"""],
            turn.Log);
    }

    [Theory]
    [InlineData("anthropic", "too fast")]
    [InlineData("anthropic", "out of order")]
    [InlineData("openai", "too fast")]
    [InlineData("openai", "out of order")]
    public async Task A_fault_that_passes_is_not_noticed(string kind, string question)
    {
        // The emulator counts by fixture, so each case runs on one of its own.
        await using var own = new Emulator();
        await own.InitializeAsync();
        var completed = Assert.IsType<TurnResult.Completed>(await RunAsync(kind, new FakeTurn(question), own));
        Assert.Contains(completed.Text, (string[])["Now it works.", "Mended."]);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai")]
    public async Task A_refused_key_fails_the_turn_and_is_not_repeated_in_the_message(string kind)
    {
        var failure = Assert.IsType<TurnResult.Failed>(await RunAsync(kind, new FakeTurn("who are you"))).Failure;
        Assert.Equal("model_auth", failure.Code);
        Assert.DoesNotContain("secret-canary", failure.ToString());
        Assert.Contains($"Providers:{kind}:api_key", failure.Hint);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai")]
    public async Task A_connection_that_breaks_in_mid_stream_fails_the_turn_and_the_text_is_kept(string kind)
    {
        var turn = new FakeTurn("break off");
        var failure = Assert.IsType<TurnResult.Failed>(await RunAsync(kind, turn)).Failure;
        Assert.Contains(failure.Code, (string[])["model_unreachable", "model_garbage"]);
        Assert.StartsWith("A beginning", turn.StreamedText);
    }

    private Task<TurnResult> RunAsync(string kind, FakeTurn turn, Emulator? other = null)
    {
        var url = (other ?? emulator).Url;
        var driver = ModelDrivers.At(
            TimeProvider.System, new TurnLimits { RetriesMax = 2, RetryDelaySeconds = 0.01 },
            $"{kind}:base_url={url}{(kind == "openai" ? "/v1" : "")}", $"{kind}:api_key=secret-canary",
                $"{kind}:default_model=a-model");
        return ModelDriverTests.RunAsync(driver, turn);
    }
}
