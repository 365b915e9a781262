namespace AgentGateway.Posix.Tests;

public sealed class FileRightsTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_file_belongs_to_the_user_who_made_it()
    {
        File.WriteAllText(_scratch.At("file"), "");
        Assert.Equal(ThisProcess.EffectiveUser, FileRights.OwnerOf(_scratch.At("file")));
        Assert.Equal(0u, FileRights.OwnerOf("/"));
        Assert.Null(FileRights.OwnerOf(_scratch.At("missing")));
    }

    [Fact]
    public void Only_a_file_with_the_permission_may_be_executed()
    {
        File.WriteAllText(_scratch.At("file"), "");
        Assert.False(FileRights.MayExecute(_scratch.At("file")));
        Assert.True(FileRights.MayExecute("/bin/sh"));
        Assert.False(FileRights.MayExecute(_scratch.At("missing")));
    }

    [Fact]
    public void Files_may_be_made_in_a_directory_that_is_there_and_is_the_users()
    {
        Assert.True(FileRights.MayMakeIn(Path.GetDirectoryName(_scratch.At("file"))!));
        Assert.False(FileRights.MayMakeIn(_scratch.At("missing")));
    }
}
