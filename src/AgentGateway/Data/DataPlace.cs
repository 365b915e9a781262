using System.Globalization;
using AgentGateway.Posix;

namespace AgentGateway.Data;

/// <summary>
/// Names where a data directory is: the machine, and the directory's number on its file system. Moving the directory
/// within a file system keeps both; a copy, or the same disk in another machine, is another place.
/// </summary>
internal static class DataPlace
{
    private const string MachineFile = "/etc/machine-id";

    /// <summary>Null where the directory cannot be told from others.</summary>
    public static string? Of(DataDirectory data) => FileRights.NumberOf(data.Path) is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"{Machine()} {number}")
        : null;

    private static string Machine()
    {
        try
        {
            return File.Exists(MachineFile) ? File.ReadAllText(MachineFile).Trim() : "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
