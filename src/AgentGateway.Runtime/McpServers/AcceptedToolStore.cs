using System.Text.Json;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.McpServers;

/// <summary>
/// The definitions of the accepted tools, a file for each server. A daemon that starts offers them before their server
/// is up, and a changed tool can be shown beside its accepted definition. A definition that is read is used only when
/// its digest is the accepted one.
/// </summary>
internal sealed class AcceptedToolStore(string directory)
{
    private const long FileBytesMax = 64 * 1024 * 1024;

    /// <summary>Empty when there is no file, or none that can be used.</summary>
    public IReadOnlyList<McpToolDefinition> Read(string server)
    {
        try
        {
            var file = new FileInfo(PathOf(server));
            return file.Exists && file.Length <= FileBytesMax
                ? JsonSerializer.Deserialize(
                    File.ReadAllBytes(file.FullName), AcceptedToolJson.Plain.IReadOnlyListMcpToolDefinition)
                    ?? []
                : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    /// <summary>The file is only a convenience, so a full disk is no failure of the server.</summary>
    public void Write(string server, IReadOnlyList<McpToolDefinition> tools)
    {
        var draft = PathOf(server) + ".new";
        try
        {
            PrivateFiles.MakeDirectory(directory);
            File.Delete(draft);
            using (var file = PrivateFiles.Create(draft, PrivateFiles.FileMode))
                JsonSerializer.Serialize(file, tools, AcceptedToolJson.Plain.IReadOnlyListMcpToolDefinition);
            File.Move(draft, PathOf(server), overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The next change writes it again.
        }
    }

    private string PathOf(string server) => Path.Combine(directory, Uri.EscapeDataString(server) + ".json");
}
