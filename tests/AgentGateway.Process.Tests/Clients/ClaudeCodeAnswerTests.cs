using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Clients;

/// <summary>
/// Claude Code is sent structured content and a line for people, because it gives its model the structured content. A
/// version that gave its model the line would lose the answers, and fails here.
/// </summary>
public sealed class ClaudeCodeAnswerTests(DaemonFixture fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_model_is_given_the_structured_content_of_an_answer(bool http)
    {
        await using var claude = await ClaudeCode.PrepareAsync(fixture.Daemon, http);
        Assert.Equal("I was given the agents as JSON.", await claude.AskAsync("Please list the agents"));
    }
}
