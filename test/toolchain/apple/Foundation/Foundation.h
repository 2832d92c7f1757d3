// The part of Apple's Foundation that emitted programs use, as declarations: enough to check types, nothing to run.
#pragma once
#include <cstddef>

#define nil nullptr

typedef unsigned long NSUInteger;
typedef signed char BOOL;

@protocol NSObject
@end

__attribute__((objc_root_class)) @interface NSObject <NSObject>
+ (instancetype)alloc;
+ (instancetype)new;
- (instancetype)init;
@end

typedef NSUInteger NSStringEncoding;
enum : NSStringEncoding { NSUTF8StringEncoding = 4 };

@class NSString;

@interface NSError : NSObject
@property(readonly, copy) NSString* localizedDescription;
@end

@interface NSString : NSObject
@property(readonly) const char* UTF8String;
+ (instancetype)stringWithUTF8String:(const char*)text;
+ (instancetype)stringWithContentsOfFile:(NSString*)path encoding:(NSStringEncoding)encoding error:(NSError**)error;
@end

@interface NSArray<__covariant Element> : NSObject
@property(readonly) NSUInteger count;
- (Element)objectAtIndexedSubscript:(NSUInteger)index;
@end

extern "C" void CFRelease(const void* object);
