using System.Text;
using System.Text.Json;
using AgentGateway.Data;

namespace AgentGateway.Cli.Chat.Editing;

/// <summary>
/// The file of what was entered, in the data directory and for its owner alone: a JSON string per line, because an
/// entry may have several lines. Several chats append to it side by side. A file that cannot be read or written only
/// means that nothing is remembered.
/// </summary>
internal sealed class HistoryFile(string path)
{
    /// <summary>Longer texts were pasted, and are not looked for again.</summary>
    private const int EntryCharactersMax = 10_000;

    public IReadOnlyList<string> Read()
    {
        try
        {
            if (!File.Exists(path)) return [];
            var entries = File.ReadLines(path).Select(Entry).OfType<string>().ToList();
            if (entries.Count > 2 * InputHistory.EntriesMax)
            {
                entries.RemoveRange(0, entries.Count - InputHistory.EntriesMax);
                Shorten(entries);
            }

            return entries;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public void Append(string entry)
    {
        if (entry.Length > EntryCharactersMax) return;
        try
        {
            using var file = Open(path, FileMode.Append);
            file.Write(LineOf(entry));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The chat goes on without it.
        }
    }

    private void Shorten(IEnumerable<string> entries)
    {
        var next = $"{path}.{Environment.ProcessId}";
        using (var file = Open(next, FileMode.Create))
            foreach (var entry in entries)
                file.Write(LineOf(entry));
        File.Move(next, path, overwrite: true);
    }

    private static FileStream Open(string path, FileMode mode) => new(path, new FileStreamOptions
    {
        Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = DataDirectory.OwnerFile,
    });

    private static byte[] LineOf(string entry) =>
        Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(entry)}\"\n");

    /// <summary>The entry of a line; null where another program wrote something else.</summary>
    private static string? Entry(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.String
                ? Screen.Printable(json.RootElement.GetString()!)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
