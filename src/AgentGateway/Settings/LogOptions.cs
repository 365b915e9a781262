using Microsoft.Extensions.Logging;

namespace AgentGateway.Settings;

/// <summary>The settings <c>Log</c>.</summary>
internal sealed class LogOptions
{
    /// <summary>The least level that is written. Texts of people and models are logged at <c>Trace</c> only.</summary>
    public LogLevel Level { get; set; } = LogLevel.Information;

    /// <summary>A file that has grown to this size is put aside.</summary>
    public int FileBytesMax { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many files are kept, the current one among them.</summary>
    public int FilesMax { get; set; } = 4;
}
