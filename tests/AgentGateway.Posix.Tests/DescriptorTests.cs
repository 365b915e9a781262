namespace AgentGateway.Posix.Tests;

public sealed class DescriptorTests : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_lock_is_held_once_and_free_when_its_file_is_closed()
    {
        using var second = Open();
        using (var first = Open())
        {
            Assert.True(Descriptor.TryLock(first));
            Assert.False(Descriptor.TryLock(second));
        }

        Assert.True(Descriptor.TryLock(second));
    }

    [Fact]
    public void A_lock_that_is_given_back_is_free_although_a_copy_of_its_descriptor_is_open()
    {
        using var second = Open();
        using var first = Open();
        using var copy = Descriptor.Duplicate(first);
        Assert.True(Descriptor.TryLock(first));
        Descriptor.Unlock(first);
        first.Dispose();
        Assert.True(Descriptor.TryLock(second));
    }

    [Fact]
    public void What_cannot_be_opened_says_why()
    {
        var missing = _scratch.At("missing");
        Assert.Equal(
            Errno.NoEntry, Assert.Throws<OsException>(() => Descriptor.Open(missing, OpenFlags.ReadOnly)).Error);
        Assert.Null(Descriptor.TryOpen(missing, OpenFlags.ReadOnly));
    }

    [Fact]
    public void A_file_that_is_made_has_the_permissions_asked_for()
    {
        using var file = Open();
        Assert.Equal(OwnerFile, File.GetUnixFileMode(_scratch.At("lock")));
    }

    [Fact]
    public void A_pinned_directory_is_reached_when_another_stands_in_its_place()
    {
        Directory.CreateDirectory(_scratch.At("one"));
        File.WriteAllText(_scratch.At("one/file"), "the first");
        using var pinned = Descriptor.TryPinDirectory(_scratch.At("one"))!;
        Directory.Move(_scratch.At("one"), _scratch.At("two"));
        Directory.CreateDirectory(_scratch.At("one"));
        Assert.Equal("the first", File.ReadAllText($"/proc/self/fd/{pinned.DangerousGetHandle()}/file"));
        Assert.Null(Descriptor.TryPinDirectory(_scratch.At("two/file")));
        Assert.Null(Descriptor.TryPinDirectory(_scratch.At("three")));
    }

    [Fact]
    public void A_named_pipe_without_a_writer_is_at_its_end()
    {
        using var reader = Descriptor.MakeNamedPipe(_scratch.At("pipe"), OwnerFile, 1 << 16);
        Assert.Equal(0, NonBlockingIo.Read(reader, new byte[8]));
        using var writer = Descriptor.Open(_scratch.At("pipe"), OpenFlags.WriteOnly);
        Assert.Equal(NonBlockingIo.NotNow, NonBlockingIo.Read(reader, new byte[8]));
        Assert.Equal(2, NonBlockingIo.Write(writer, "ab"u8));
        Assert.Equal(2, NonBlockingIo.Read(reader, new byte[8]));
    }

    private Microsoft.Win32.SafeHandles.SafeFileHandle Open() =>
        Descriptor.Open(_scratch.At("lock"), OpenFlags.ReadWrite | OpenFlags.Create, OwnerFile);
}
