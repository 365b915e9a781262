using AgentGateway.Cli;

namespace AgentGateway.Host.Tests.Cli;

/// <summary>A list without rows says what to type next, and does not say that there is nothing where it only chose.</summary>
public sealed class EmptyListTests
{
    [Theory]
    [InlineData("No tasks. Make one: agw x", "task", "list")]
    [InlineData("No tasks. Make one: agw x", "task", "list", "--limit", "3", "--no-pager")]
    [InlineData("No such tasks. All of them: agw task list", "task", "list", "--status", "failed")]
    [InlineData("No such tasks. All of them: agw task list", "task", "list", "release", "notes")]
    public void It_names_the_next_command(string said, params string[] words) => Assert.Equal(
        said, EmptyList.Says(CommandLine.Root(words).Parse(words, CommandLine.Parsing), "tasks", "Make one: agw x"));
}
