using AgentGateway.Cli;
using AgentGateway.Cli.Completion;

namespace AgentGateway.Host.Tests.Cli;

/// <summary>What a shell offers for the word that is being written.</summary>
public sealed class CandidatesTests
{
    [Theory]
    [InlineData("thread", "th")]
    [InlineData("send", "thread", "se")]
    [InlineData("--limit", "thread", "list", "--li")]
    [InlineData("thr_1", "thread", "read", "")]
    [InlineData("thr_1", "thread", "read", "thr")]
    [InlineData("Release notes", "thread", "read", "--limit", "3", "rel")]
    [InlineData("thr_1", "thread", "send", "--thread", "")]
    [InlineData("ses_1", "attach", "s")]
    [InlineData("tsk_1", "task", "get", "")]
    [InlineData("apr_1", "approve", "")]
    [InlineData("agent1", "thread", "handoff", "thr_1", "")]
    [InlineData("steer", "thread", "send", "--mode", "s")]
    [InlineData("zsh", "completion", "z")]
    public async Task What_fits_is_offered(string expected, params string[] words) =>
        Assert.Contains(expected, (await OfAsync(words)).Select(one => one.Word));

    [Theory]
    [InlineData("thread", "read", "thr_1", "thr")]
    [InlineData("thread", "send", "--", "thr")]
    [InlineData("nonsense", "th")]
    public async Task Where_nothing_fits_nothing_is_offered(params string[] words) =>
        Assert.Empty(await OfAsync(words));

    [Fact]
    public async Task What_is_hidden_is_not_offered() =>
        Assert.DoesNotContain("__complete", (await OfAsync("")).Select(one => one.Word));

    private static Task<IReadOnlyList<Candidate>> OfAsync(params string[] words) =>
        new Candidates(prefix => Task.FromResult<IReadOnlyList<Reference>>(
            [new(prefix + "1", prefix == "thr_" ? "Release notes" : null, null)])).OfAsync(words);
}
