using AgentGateway.Terminal.Screen;

namespace AgentGateway.Terminal.Tests.Screen;

/// <summary>
/// Random bytes, random sequences, and recordings with damage, at sizes that change: the screen stays whole and
/// bounded.
/// </summary>
public sealed class FuzzTests
{
    private const int PieceBytes = 4096;
    private const string Alphabet = "\e\e\e\e[[[[]P?;;:0123456789>!$ "
        + "\"'()*+#ABCDEFGHIJKLMPSTXZabcdefghlmnpqrstu@`\a\b\t\n\r\x0e\x0f\x18\\xyz漢é\u0301\u200d😀";

    public static TheoryData<int> Seeds => [1, 2, 3, 4];

    /// <summary>How many megabytes each seed feeds; a long run is asked for by the variable.</summary>
    private static int Megabytes =>
        int.Parse(
            Environment.GetEnvironmentVariable("AGENTGATEWAY_FUZZ_MEGABYTES") ?? "2",
            System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_output_breaks_a_screen(int seed)
    {
        var random = new Random(seed);
        var recordings = Corpus.Groups.Where(
            group => !SequenceCases.Groups.ContainsKey(group)).Select(Corpus.Recording).ToList();
        var screen = new TerminalScreen(
            80, 24, new ScreenLimits { ScrollbackLinesMax = 300, ScrollbackBytesMax = 100_000 });
        for (var left = Megabytes * 1024 * 1024; left > 0; left -= PieceBytes)
        {
            screen.Feed(Piece(random, recordings));
            if (random.Next(20) == 0)
                screen.Resize(random.Next(1, random.Next(2, 200)), random.Next(1, random.Next(2, 60)));
            CheckWhole(screen);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_does_not_matter_how_output_is_cut(int seed)
    {
        var random = new Random(seed);
        for (var times = 0; times < 50; times++)
        {
            var output = Sequences(random);
            var whole = new TerminalScreen(20, 6);
            var cut = new TerminalScreen(20, 6);
            whole.Feed(output);
            for (var at = 0; at < output.Length;)
            {
                var length = Math.Min(random.Next(1, 9), output.Length - at);
                cut.Feed(output.AsSpan(at, length));
                at += length;
            }

            Assert.Equal(whole.RenderAnsi(int.MaxValue), cut.RenderAnsi(int.MaxValue));
            Assert.Equal((whole.Cursor, whole.Modes, whole.Title), (cut.Cursor, cut.Modes, cut.Title));
            Assert.Equal(whole.TakeReplies(), cut.TakeReplies());
        }
    }

    private static void CheckWhole(TerminalScreen screen)
    {
        Assert.InRange(screen.Cursor.X, 0, screen.Columns - 1);
        Assert.InRange(screen.Cursor.Y, 0, screen.Rows - 1);
        Assert.InRange(screen.ScrollbackLines, 0, 300);
        Assert.InRange(screen.ScrollbackBytes, 0, 100_000);
        Assert.InRange(screen.DistinctEntries, 1, 50_000);
        Assert.Equal(screen.Rows, screen.RenderText().Count(character => character == '\n') + 1);
        Assert.Equal(
            screen.RenderText(int.MaxValue).Count(character => character == '\n'),
            screen.RenderAnsi(int.MaxValue).Count(character => character == '\n'));
        Assert.Null(screen.BrokenCell());
        screen.TakeReplies();
    }

    private static byte[] Piece(Random random, List<byte[]> recordings)
    {
        switch (random.Next(3))
        {
            case 0:
                var bytes = new byte[PieceBytes];
                random.NextBytes(bytes);
                return bytes;
            case 1:
                return Sequences(random);
            default:
                var recording = recordings[random.Next(recordings.Count)];
                var start = random.Next(recording.Length);
                var piece = recording[start..Math.Min(recording.Length, start + PieceBytes)];
                for (var damage = random.Next(piece.Length / 20 + 1); damage > 0; damage--)
                    piece[random.Next(piece.Length)] = (byte)random.Next(256);
                return piece;
        }
    }

    private static byte[] Sequences(Random random)
    {
        var text = new char[PieceBytes / 2];
        for (var index = 0; index < text.Length; index++)
            text[index] = Alphabet[random.Next(Alphabet.Length)];
        return System.Text.Encoding.UTF8.GetBytes(text);
    }
}
