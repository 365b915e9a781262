using System.Runtime.Versioning;
using AgentGateway.Runtime.Vectors;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Vectors;

/// <summary>What concerns the file of the vectors: its beginning, its damage and what is removed from it.</summary>
public sealed class VectorFileTests : IDisposable
{
    private static readonly VectorSource Source = new("journal-1", "openai small");
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Path => _folder["vectors.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task It_is_made_when_it_is_first_used_outlives_the_process_and_only_its_owner_can_read_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "File modes are a matter of Unix.");
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            Assert.False(File.Exists(Path));
            await store.Vectors.LoadAsync(Source, Stop);
            await store.Vectors.WriteAsync(new(new(1, 2)) { Put = [Text([1, 2, 3])] }, Stop);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }

        await using var again = await Databases.OpenAsync(_folder.Database);
        var stored = await again.Vectors.LoadAsync(Source, Stop);
        Assert.Equal(new(1, 2), stored.Reach);
        Assert.Single(stored.Texts);
    }

    [Theory]
    [InlineData("no database at all, and long enough to be taken for one if its beginning were not looked at")]
    [InlineData("")]
    public async Task A_file_that_cannot_be_used_is_begun_anew(string content)
    {
        await File.WriteAllTextAsync(Path, content, Stop);
        await using var store = await Databases.OpenAsync(_folder.Database);
        Assert.Null((await store.Vectors.LoadAsync(Source, Stop)).Reach);
        await store.Vectors.WriteAsync(new(new(1, 2)) { Put = [Text([1, 2, 3])] }, Stop);
        Assert.Single((await store.Vectors.LoadAsync(Source, Stop)).Texts);
    }

    /// <summary>A vector tells something of its text, so its bytes are overwritten.</summary>
    [Fact]
    public async Task Of_a_removed_vector_nothing_is_left_in_the_file()
    {
        sbyte[] steps = [.. "the bytes of this vector are looked for"u8.ToArray().Select(each => (sbyte)each)];
        var text = Text(steps);
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            await store.Vectors.LoadAsync(Source, Stop);
            await store.Vectors.WriteAsync(new(new(1, 2)) { Put = [text] }, Stop);
            await store.Vectors.WriteAsync(new(new(1, 3)) { Remove = [text.Key] }, Stop);
        }

        Assert.Equal(-1, (await File.ReadAllBytesAsync(Path, Stop)).AsSpan().IndexOf("are looked for"u8));
    }

    private static EmbeddedText Text(sbyte[] steps) => new(new("note", "a"), "a", 1, [new(1, steps)]);
}
