using System.Text.Json;
using AgentGateway.Bridge;
using AgentGateway.Data;
using AgentGateway.Domain;

namespace AgentGateway.Installation.Clients;

/// <summary>Reads and writes the files of this user's clients.</summary>
internal sealed class ClientSetup(DataDirectory data)
{
    private readonly string _path = Environment.GetEnvironmentVariable("PATH") ?? "";

    public IReadOnlyList<ClientProgram> Clients => ClientCatalogue.All(
        new(
            UserHome.Path,
            Environment.GetEnvironmentVariable,
            File.Exists,
            OperatingSystem.IsMacOS()),
        AgwCommand.Of(DaemonStarter.Program(), data, _path, Real));

    /// <summary>Whether the client's program is on the <c>PATH</c>, or has left settings.</summary>
    public bool IsInstalled(ClientProgram client) =>
        Directory.Exists(client.Directory)
        || client.Programs.Any(program => _path.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program))));

    public static ClientState State(ClientProgram client)
    {
        if (Changes(client, remove: false).IsRejected(out _, out var missing)
            || Changes(client, remove: true).IsRejected(out _, out var there)) return ClientState.Unreadable;
        return missing.Count == 0 ? ClientState.SetUp
            : there.Count == 0 ? ClientState.NotSetUp
            : ClientState.Incomplete;
    }

    /// <summary>What setting the client up, or undoing it, would change; nothing is written.</summary>
    public static Outcome<IReadOnlyList<ClientChange>> Changes(ClientProgram client, bool remove)
    {
        var changes = new List<ClientChange>();
        foreach (var file in client.Files)
            try
            {
                if (ClientChange.Of(file, Read(file.Path), remove) is { } change) changes.Add(change);
            }
            catch (Exception failure) when (failure is JsonException or FormatException or IOException
                or UnauthorizedAccessException)
            {
                return new Rejection(
                    "client_file_unreadable",
                    $"{file.Path} cannot be changed: {failure.Message}",
                    "Correct the file, or add the entry yourself: the server is `agw mcp`.");
            }

        return Outcome.Of<IReadOnlyList<ClientChange>>(changes);
    }

    /// <summary>Writes it, and a copy of what was there before.</summary>
    /// <returns>Why not; then the file is as it was.</returns>
    public static Rejection? Write(ClientChange change)
    {
        try
        {
            if (Read(change.Path) != change.Before)
                return new(
                    "client_file_changed",
                    $"{change.Path} was changed by another program meanwhile.",
                    "Close the client, and call it again.");
            // A link to a file that is kept elsewhere stays a link.
            var file = Real(change.Path) ?? change.Path;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var mode = change.Before is null ? DataDirectory.OwnerFile : File.GetUnixFileMode(file);
            if (change.Copy is { } copy) Replace(copy, change.Before!, mode);
            if (change.LeavesNothing && file == change.Path) File.Delete(file);
            else Replace(file, change.After, mode);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(
                "client_file_unwritable",
                $"{change.Path} cannot be written: {failure.Message}",
                "Look at who may write the file and its directory.");
        }
    }

    /// <summary>
    /// A reader sees the old text or the new one. The file keeps its mode, so that its secrets stay hidden.
    /// </summary>
    private static void Replace(string file, string text, UnixFileMode mode)
    {
        var draft = file + ".agw-new";
        File.Delete(draft);
        using (var stream = new FileStream(
            draft, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = DataDirectory.OwnerFile,
            }))
        using (var writer = new StreamWriter(stream))
            writer.Write(text);
        File.SetUnixFileMode(draft, mode);
        File.Move(draft, file, overwrite: true);
    }

    private static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    /// <summary>The file behind links.</summary>
    private static string? Real(string path) =>
        File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : null;
}
