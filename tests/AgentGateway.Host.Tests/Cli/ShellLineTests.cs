using AgentGateway.Cli;

namespace AgentGateway.Host.Tests.Cli;

public sealed class ShellLineTests
{
    [Theory]
    [InlineData("make test && echo ok", "make test && echo ok")]
    [InlineData("ls -l", "ls", "-l")]
    [InlineData("grep 'a b' x.txt", "grep", "a b", "x.txt")]
    [InlineData("printf %s 'it'\\''s' '$HOME' ''", "printf", "%s", "it's", "$HOME", "")]
    public void Words_become_the_line_that_a_shell_reads_as_them(string line, params string[] words) => Assert.Equal(
        line, ShellLine.OfCommand(words));
}
