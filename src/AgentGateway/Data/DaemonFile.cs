using System.Text.Json;

namespace AgentGateway.Data;

/// <summary>
/// <c>daemon.json</c>: how to reach the daemon of a data directory. The daemon removes it when it stops; after a crash
/// it is left behind.
/// </summary>
/// <param name="Url">The root address of its HTTP server.</param>
/// <param name="Socket">The path of its Unix socket.</param>
/// <param name="Version">The version of the program.</param>
/// <param name="Journal">The id of its journal, with which cursors begin.</param>
internal sealed record DaemonFile(
    int Pid, string Url, string Socket, string Version, string Journal, DateTimeOffset StartedAt)
{
    /// <summary>The content of the file, or null when there is none that can be read.</summary>
    public static DaemonFile? Read(DataDirectory data)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(data.DaemonFile), DataJson.Plain.DaemonFile);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it whole or not at all, so that no reader sees half of it.</summary>
    public void Write(DataDirectory data)
    {
        var draft = data.DaemonFile + ".new";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(this, DataJson.Plain.DaemonFile));
        File.Move(draft, data.DaemonFile, overwrite: true);
    }
}
