using System.Globalization;

namespace AgentGateway.Benchmarks.Terminals;

/// <summary>A file of 80-column lines to be printed into terminals.</summary>
internal sealed class PrintedText
{
    private const int Columns = 80;

    public PrintedText(ScratchFolder folder, int megabytes)
    {
        File = folder.File("text");
        using var file = System.IO.File.CreateText(File);
        var lines = megabytes * 1_000_000L / Columns;
        for (var line = 0L; line < lines; line++)
            file.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{line:00000000} the quick brown fox jumps over the lazy dog and the five boxing w\n")
                        .PadLeft(Columns)[..Columns]);
        // The terminal adds a carriage return to every line feed.
        PrintedBytes = lines * (Columns + 1);
    }

    public string File { get; }

    public long PrintedBytes { get; }
}
