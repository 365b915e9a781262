using AgentGateway.Cli.Verbs.Sessions;
using AgentGateway.Domain.Workspaces;

namespace AgentGateway.Host.Tests.Cli;

/// <summary>What <c>agw run</c> calls a session that a person has not named.</summary>
public sealed class RunNameTests
{
    [Theory]
    [InlineData("claude", "/src/app", "claude-app")]
    [InlineData("/opt/codex", "/src/my app.git", "codex-my-app-git")]
    [InlineData("claude", "/", "claude")]
    [InlineData("ä", "/", "run")]
    public void It_is_made_of_the_program_and_the_directory(string program, string directory, string expected) =>
        Assert.Equal(expected, RunVerb.NameOf(program, directory));

    [Fact]
    public void It_can_name_a_workspace_with_a_number_behind_it() =>
        Assert.Null(WorkspaceNames.Refuse(RunVerb.NameOf("claude", "/" + new string('a', 200)) + "-50"));
}
