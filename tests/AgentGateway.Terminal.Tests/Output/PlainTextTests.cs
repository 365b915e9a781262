using System.Text;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Tests.Output;

public sealed class PlainTextTests
{
    private static readonly byte[] Output = Encoding.UTF8.GetBytes(
        "a\e[31mż\e[0m b\r\n\e]2;title\e\\漢😀\e]8;;http://x\alink\e]8;;\a\eP$qm\e\\end\r\n");

    [Fact]
    public void Control_sequences_are_left_out() =>
        Assert.Equal("aż b\n漢😀linkend\n", PlainText.Of(Output, 0, isLast: true, out _));

    [Fact]
    public void However_it_is_read_in_pieces_nothing_is_lost_or_torn()
    {
        for (var size = 16; size <= Output.Length; size++)
        {
            var text = new StringBuilder();
            for (var at = 0; at < Output.Length;)
            {
                var piece = Output.AsSpan(at, Math.Min(size, Output.Length - at));
                text.Append(PlainText.Of(piece, at, isLast: at + piece.Length == Output.Length, out var used));
                Assert.InRange(used, 1, piece.Length);
                at += used;
            }

            Assert.Equal("aż b\n漢😀linkend\n", text.ToString());
        }
    }

    [Fact]
    public void What_never_ends_is_passed_over_piece_by_piece()
    {
        var endless = Encoding.UTF8.GetBytes("\e]2;" + new string('x', 10_000));
        for (var at = 0; at < endless.Length;)
        {
            _ = PlainText.Of(endless.AsSpan(at, Math.Min(100, endless.Length - at)), at, isLast: false, out var used);
            Assert.True(used > 0);
            at += used;
        }
    }

    [Fact]
    public void A_piece_that_begins_inside_of_a_character_begins_with_the_next_one() =>
        Assert.Equal("x", PlainText.Of(Encoding.UTF8.GetBytes("😀x").AsSpan(2), 2, isLast: true, out _));
}
