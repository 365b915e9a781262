using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace AgentGateway.Terminal.Tests.Screen;

/// <summary>
/// The recordings and what tmux showed for them. A recording NAME.COLUMNSxROWS.gz is the output of a program; made by
/// Corpus/record. It is looked at in several places, each one a case of its own that begins at the beginning.
/// </summary>
internal static class Corpus
{
    private const int LooksPerRecording = 10;
    private const string Mark = "=== ";

    public static IEnumerable<string> Groups =>
        [.. SequenceCases.Groups.Keys, .. Directory.EnumerateFiles(Folder, "*.gz")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Corpus");

    public static IReadOnlyList<ScreenCase> Cases(string group)
    {
        if (SequenceCases.Groups.TryGetValue(group, out var sequences))
            return sequences;
        var output = Recording(group);
        var size = group.Split('.')[^1].Split('x')
            .Select(part => int.Parse(part, CultureInfo.InvariantCulture))
            .ToArray();
        var looks = Enumerable.Range(1, LooksPerRecording)
            .Select(look => new ScreenCase($"{group} {look}", size[0], size[1], output[..Cut(output, look)]));
        return [.. looks.Select((look, index) => index % 2 == 0 ? look.Edged() : look)];
    }

    /// <summary>
    /// Some part of a recording, up to where an escape sequence or a line begins: what is half said is no question for
    /// an oracle.
    /// </summary>
    private static int Cut(byte[] output, int look)
    {
        var about = (int)((long)output.Length * look / LooksPerRecording);
        var next = output.AsSpan(about).IndexOfAny((byte)'\e', (byte)'\r');
        return next < 0 ? output.Length : about + next;
    }

    public static byte[] Recording(string group)
    {
        using var packed = new GZipStream(
            File.OpenRead(Path.Combine(Folder, group + ".gz")), CompressionMode.Decompress);
        using var output = new MemoryStream();
        packed.CopyTo(output);
        return output.ToArray();
    }

    public static IReadOnlyList<ShownScreen> ReadExpected(string group, IReadOnlyList<ScreenCase> cases)
    {
        var text = File.ReadAllText(Path.Combine(Folder, group + ".expected"));
        var parts = ("\n" + text).Split("\n" + Mark)[1..].ToDictionary(part => part[..Header(part)], Parse);
        return [.. cases.Select(given => parts[given.Name])];
    }

    public static void WriteExpected(string group, IReadOnlyList<ScreenCase> cases, IReadOnlyList<ShownScreen> shown)
    {
        var text = new StringBuilder();
        foreach (var (given, screen) in cases.Zip(shown))
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Mark}{given.Name}|{screen.CursorX} {screen.CursorY} {(screen.Alternate ? 1 : 0)} "
                    + $"{screen.ScrollbackLines}\n{screen.Captured}\n");
        File.WriteAllText(Path.Combine(SourceFolder(), group + ".expected"), text.ToString(0, text.Length - 1));
    }

    private static ShownScreen Parse(string part)
    {
        var end = part.IndexOf('\n', StringComparison.Ordinal);
        var numbers = part[(Header(part) + 1)..end].Split(' ')
            .Select(number => int.Parse(number, CultureInfo.InvariantCulture))
            .ToArray();
        return new ShownScreen(numbers[0], numbers[1], numbers[2] == 1, numbers[3], part[(end + 1)..]);
    }

    private static int Header(string part) => part.LastIndexOf('|', part.IndexOf('\n', StringComparison.Ordinal));

    private static string SourceFolder(
        [CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "..", "Corpus");
}
