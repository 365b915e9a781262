using System.Diagnostics;
using System.Net.Sockets;

namespace AgentGateway.Runtime.Tests.Files;

/// <summary>Files that are none, as people mean it.</summary>
internal static class SpecialFiles
{
    public static string Make(string folder, string kind)
    {
        var path = Path.Combine(folder, "special");
        switch (kind)
        {
            case "fifo":
                using (var made = Process.Start("mkfifo", [path])) made.WaitForExit();
                break;
            case "socket":
                using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
                {
                    // It would be deleted with its socket under the path to which it was bound.
                    socket.Bind(new UnixDomainSocketEndPoint(path + ".bound"));
                    File.Move(path + ".bound", path);
                }

                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            default:
                File.CreateSymbolicLink(path, $"/dev/{kind}");
                break;
        }

        return path;
    }
}
