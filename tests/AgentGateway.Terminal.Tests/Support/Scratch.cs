namespace AgentGateway.Terminal.Tests.Support;

/// <summary>A directory of a test's own, gone when it ends.</summary>
internal sealed class Scratch : IDisposable
{
    public Scratch() => Directory = System.IO.Directory.CreateTempSubdirectory("agw-t-").FullName;

    public string Directory { get; }

    public string Path(string name) => System.IO.Path.Combine(Directory, name);

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
