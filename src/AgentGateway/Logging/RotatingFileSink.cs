using System.Text;

namespace AgentGateway.Logging;

/// <summary>
/// A file that is put aside when it is full: <c>agw.log</c>, <c>agw.1.log</c>, … up to a number of files.
/// </summary>
internal sealed class RotatingFileSink(string directory, string name, int fileBytesMax, int filesMax) : ILogSink
{
    private FileStream? _file;

    public void Write(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        if (_file is not null && _file.Length + bytes.Length > fileBytesMax) PutAside();
        _file ??= new FileStream(PathOf(0), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _file.Write(bytes);
    }

    public void Flush() => _file?.Flush();

    public void Dispose() => _file?.Dispose();

    private void PutAside()
    {
        _file!.Dispose();
        _file = null;
        if (filesMax < 2) File.Delete(PathOf(0));
        for (var at = filesMax - 2; at >= 0; at--)
            if (File.Exists(PathOf(at)))
                File.Move(PathOf(at), PathOf(at + 1), overwrite: true);
    }

    private string PathOf(int at) => Path.Combine(directory, at == 0 ? $"{name}.log" : $"{name}.{at}.log");
}
