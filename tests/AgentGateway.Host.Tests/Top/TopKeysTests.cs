using System.Text;
using AgentGateway.Cli.Top;

namespace AgentGateway.Host.Tests.Top;

public sealed class TopKeysTests
{
    [Fact]
    public void Letters_and_arrows_move_in_whatever_mode_the_terminal_is() => Assert.Equal(
        [TopKey.Left, TopKey.Down, TopKey.Up, TopKey.Right, TopKey.Up, TopKey.Down, TopKey.Right, TopKey.Left,
            TopKey.First, TopKey.Last, TopKey.Attach, TopKey.Quit],
        Read("hjkl\e[A\eOB\e[C\e[DgG\rq"));

    [Theory]
    [InlineData("\e")]
    [InlineData("\e[")]
    [InlineData("\e[15~")]
    [InlineData("\e[1;5A")]
    [InlineData("xyz?")]
    public void Other_keys_do_nothing(string typed) => Assert.Empty(Read(typed));

    private static IReadOnlyList<TopKey> Read(string typed) => TopKeys.Read(Encoding.ASCII.GetBytes(typed));
}
