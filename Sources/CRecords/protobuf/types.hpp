// The types of a descriptor set.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/descriptor_database.h>
#include <google/protobuf/dynamic_message.h>

#include <memory>
#include <string>
#include <vector>

#include "../include/retrace_messages.h"

namespace retrace::protobuf {

/// Keeps the first error.
class FirstError : public google::protobuf::DescriptorPool::ErrorCollector {
public:
    void AddError(const std::string &file, const std::string &element, const google::protobuf::Message *, ErrorLocation,
                  const std::string &message) override {
        if (text.empty()) text = file + ": " + element + ": " + message;
    }

    std::string text;
};

}  // namespace retrace::protobuf

/// All types are built when it is made: from then on nothing changes but the factory, which has a lock.
struct rt_message_types {
    /// Throws `std::runtime_error`.
    explicit rt_message_types(const google::protobuf::FileDescriptorSet &set) : pool(&database, &errors) {
        for (const auto &file : set.file()) {
            if (!database.Add(file)) throw std::runtime_error("the file " + file.name() + " stands in it twice");
        }
        for (const auto &file : set.file()) {
            const auto *descriptor = pool.FindFileByName(file.name());
            if (!descriptor) throw std::runtime_error(errors.text.empty() ? file.name() + " is wrong" : errors.text);
            for (int i = 0; i < descriptor->message_type_count(); i++) {
                names.push_back(descriptor->message_type(i)->full_name());
            }
        }
    }

    google::protobuf::SimpleDescriptorDatabase database;
    retrace::protobuf::FirstError errors;
    google::protobuf::DescriptorPool pool;
    google::protobuf::DynamicMessageFactory factory{&pool};
    std::vector<std::string> names;
};
