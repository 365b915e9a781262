using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Posix;

/// <summary>Asking the person at the controlling terminal for a line that is not shown.</summary>
public static unsafe class HiddenInput
{
    private const int ModeBytes = 256;
    private const int BytesMax = 8 * 1024;
    private const int AfterOutputAndEmptied = 2;
    private const byte Interrupt = 3, EndOfInput = 4, Backspace = 8, Clear = 21, Delete = 127;

    /// <summary>
    /// The line without its end; null where there is no terminal, or the person cancels it with ctrl-C. Standard input
    /// and output may be redirected: the terminal itself is read. Its mode is restored at the end, also after an
    /// exception; not when the process is killed.
    /// </summary>
    public static string? Read(string prompt)
    {
        using var terminal = Descriptor.TryOpen("/dev/tty", OpenFlags.ReadWrite);
        if (terminal is null) return null;
        var file = (int)terminal.DangerousGetHandle();
        var usual = new byte[ModeBytes];
        fixed (byte* start = usual)
            if (Libc.GetMode(file, start) != 0) return null;
        using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Set(file, usual));
        using var left = PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => Set(file, usual));
        try
        {
            Set(file, TerminalMode.RawOf(usual));
            Write(terminal, prompt);
            return ReadLine(terminal);
        }
        finally
        {
            Write(terminal, "\r\n");
            Set(file, usual);
        }
    }

    private static string? ReadLine(SafeFileHandle terminal)
    {
        var line = new List<byte>();
        byte key;
        while (Libc.Read(terminal, &key, 1) == 1)
            switch (key)
            {
                case (byte)'\r' or (byte)'\n': return Encoding.UTF8.GetString([.. line]);
                case Interrupt or EndOfInput: return null;
                case Clear: line.Clear(); break;
                case Backspace or Delete: RemoveLast(line); break;
                case >= (byte)' ' when line.Count < BytesMax: line.Add(key); break;
            }

        return null;
    }

    /// <summary>The last character, of however many bytes it is.</summary>
    private static void RemoveLast(List<byte> line)
    {
        while (line.Count > 0)
        {
            var isFirstByte = (line[^1] & 0xC0) != 0x80;
            line.RemoveAt(line.Count - 1);
            if (isFirstByte) return;
        }
    }

    private static void Set(int file, byte[] mode)
    {
        fixed (byte* start = mode) _ = Libc.SetMode(file, AfterOutputAndEmptied, start);
    }

    private static void Write(SafeFileHandle terminal, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes) _ = Libc.Write(terminal, start, bytes.Length);
    }
}
