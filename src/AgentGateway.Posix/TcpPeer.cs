using System.Globalization;
using System.Net;

namespace AgentGateway.Posix;

/// <summary>
/// The other end of a TCP connection, where it lies on this machine: what /proc/net tells of its socket.
/// </summary>
/// <param name="User">The user who opened the socket.</param>
/// <param name="Inode">The socket's number; a process has it open where a descriptor names it.</param>
public sealed record TcpPeer(uint User, long Inode)
{
    /// <summary>Looks among the sockets of this network namespace; null where the peer is none of them.</summary>
    /// <param name="own">This process's end of the connection.</param>
    /// <param name="peer">The other end.</param>
    public static TcpPeer? Find(IPEndPoint own, IPEndPoint peer)
    {
        foreach (var path in (string[])["/proc/net/tcp", "/proc/net/tcp6"])
            foreach (var line in Lines(path))
                if (Parse(line, own, peer) is { } found)
                    return found;
        return null;
    }

    /// <summary>
    /// The processes that have the socket open, and those of its user whose descriptors cannot be seen and that may
    /// have it open too.
    /// </summary>
    public (IReadOnlyList<int> Holders, IReadOnlyList<int> Hidden) Processes()
    {
        var (holders, hidden) = (new List<int>(), new List<int>());
        var wanted = string.Create(CultureInfo.InvariantCulture, $"socket:[{Inode}]");
        foreach (var row in ProcessRow.All())
        {
            if (row.IsZombie) continue;
            if (HasOpen(row.Id, wanted) is { } isHolder)
            {
                if (isHolder) holders.Add(row.Id);
            }
            else if (UsersOf(row.Id).Contains(User))
                hidden.Add(row.Id);
        }

        return (holders, hidden);
    }

    /// <summary>The line of /proc/net/tcp or tcp6, if it is that of the peer's socket.</summary>
    internal static TcpPeer? Parse(string line, IPEndPoint own, IPEndPoint peer)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 9
            && IsAt(fields[1], peer)
            && IsAt(fields[2], own)
            && uint.TryParse(fields[7], CultureInfo.InvariantCulture, out var user)
            && long.TryParse(fields[9], CultureInfo.InvariantCulture, out var inode)
            ? new(user, inode)
            : null;
    }

    /// <summary>Addresses are words of four bytes, each written as the processor has it.</summary>
    private static bool IsAt(string text, IPEndPoint at)
    {
        if (text.Split(':') is not [{ Length: 8 or 32 } address, { } portText]
            || !int.TryParse(portText, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port)
            || port != at.Port)
            return false;
        var bytes = Convert.FromHexString(address);
        if (BitConverter.IsLittleEndian)
            for (var word = 0; word < bytes.Length; word += 4) Array.Reverse(bytes, word, 4);
        return Plain(new(bytes)).Equals(Plain(at.Address));
    }

    /// <summary>Without the scope, and version 4 where it is an address of that version.</summary>
    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new(address.GetAddressBytes());

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            return File.ReadLines(path).Skip(1);
        }
        catch (IOException)
        {
            // A kernel without that version of the protocol.
            return [];
        }
    }

    /// <summary>Null where the descriptors cannot be seen.</summary>
    private static bool? HasOpen(int processId, string wanted)
    {
        try
        {
            var isWhole = true;
            foreach (var file in new DirectoryInfo($"/proc/{processId}/fd").EnumerateFileSystemInfos())
            {
                if (file.LinkTarget == wanted) return true;
                isWhole &= file.LinkTarget is not null;
            }

            return isWhole ? false : null;
        }
        catch (DirectoryNotFoundException)
        {
            // It has ended.
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The real, effective, saved and file system user.</summary>
    private static IEnumerable<uint> UsersOf(int processId)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status")
                .FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal)) ?? "";
            return [.. line.Split('\t').Skip(1).Select(user => uint.Parse(user, CultureInfo.InvariantCulture))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
